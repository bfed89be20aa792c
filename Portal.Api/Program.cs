namespace Portal.Api;

public static class Program
{
    public static void Main() { }
}
