using System.Runtime.InteropServices;

namespace Portal.Api.Database.Embedded;

/// <summary>The few system calls that .NET does not offer.</summary>
internal static class Posix
{
    public const int Interrupt = 2;
    public const int Quit = 3;
    public const int Kill = 9;

    /// <summary>Sends a signal; a process that is already gone is not an error.</summary>
    public static void Signal(int processId, int signal) => _ = NativeKill(processId, signal);

    public static void ChangeOwner(string path, ServerAccount account)
    {
        if (NativeChown(path, account.UserId, account.GroupId) != 0)
            throw new IOException($"Cannot give {path} to the user '{account.Name}': {Marshal.GetLastPInvokeErrorMessage()}.");
    }

    /// <summary>The path without symbolic links, as /proc shows it.</summary>
    public static string RealPath(string path)
    {
        var pointer = NativeRealPath(path, IntPtr.Zero);
        if (pointer == IntPtr.Zero)
            throw new IOException($"Cannot resolve {path}: {Marshal.GetLastPInvokeErrorMessage()}.");
        try
        {
            return Marshal.PtrToStringUTF8(pointer)!;
        }
        finally
        {
            NativeFree(pointer);
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int NativeKill(int processId, int signal);

    [DllImport("libc", EntryPoint = "chown", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int NativeChown([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint userId, uint groupId);

    [DllImport("libc", EntryPoint = "realpath", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern IntPtr NativeRealPath([MarshalAs(UnmanagedType.LPUTF8Str)] string path, IntPtr resolved);

    [DllImport("libc", EntryPoint = "free")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern void NativeFree(IntPtr pointer);
}
