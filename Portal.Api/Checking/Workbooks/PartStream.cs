namespace Portal.Api.Checking.Workbooks;

/// <summary>Bytes that may still be unpacked of a workbook, whatever part they are in.</summary>
internal sealed class UnpackingAllowance(long bytes)
{
    /// <summary>True once a part went over it.</summary>
    public bool IsSpent { get; private set; }

    public void Take(int count)
    {
        bytes -= count;
        if (bytes >= 0)
            return;
        IsSpent = true;
        throw new InvalidDataException("The parts of the workbook are too large together.");
    }
}

/// <summary>
/// A part of a workbook while it is unpacked: counted as it comes, not as its archive states, and without tags that would fill the memory.
/// </summary>
internal sealed class PartStream(Stream inner, long stated, UnpackingAllowance allowance) : Stream
{
    private const int MostAtOnce = 64 * 1024;
    private const int LongestTag = 64 * 1024;

    private long _read;
    private int _tag = -1;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var count = inner.Read(buffer[..Math.Min(buffer.Length, MostAtOnce)]);
        allowance.Take(count);
        _read += count;
        if (_read > stated)
            throw new InvalidDataException("The part is larger than its archive states.");
        MeasureTags(buffer[..count]);
        return count;
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    // A reader of XML keeps a tag with all its attributes in memory before it can be asked anything.
    private void MeasureTags(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_tag < 0)
            {
                var start = bytes.IndexOf((byte)'<');
                if (start < 0)
                    return;
                bytes = bytes[(start + 1)..];
                _tag = 0;
            }
            var end = bytes.IndexOf((byte)'>');
            _tag += end < 0 ? bytes.Length : end;
            if (_tag > LongestTag)
                throw new InvalidDataException("A tag of the part is too long.");
            if (end < 0)
                return;
            bytes = bytes[(end + 1)..];
            _tag = -1;
        }
    }
}
