namespace Portal.Analytics.Charts.Drawing;

/// <summary>How a picture is laid out. Both layouts say the same things; only the arrangement differs.</summary>
public enum ChartLayout
{
    /// <summary>860 units wide, labels beside the marks: for pages, reports and print.</summary>
    Wide,

    /// <summary>360 units wide, labels above the marks: for a telephone, so that text stays legible at 320 to 400 px.</summary>
    Narrow,
}
