namespace Portal.Analytics.Charts.Drawing;

/// <summary>A place on the drawing, in its units, from the upper left corner.</summary>
internal readonly record struct Point(double X, double Y);

/// <summary>A box on the drawing: its upper left corner and its size.</summary>
internal readonly record struct Rectangle(double X, double Y, double Width, double Height);
