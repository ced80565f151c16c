namespace Pillion.Cobrowse.Live;

/// <summary>Lets a burst through and a steady rate after it. Not synchronized.</summary>
internal sealed class TokenBucket
{
    private readonly TimeProvider _time;
    private readonly double _burst;
    private readonly double _perSecond;
    private double _tokens;
    private long _at;

    public TokenBucket(TimeProvider time, double burst, double perSecond)
    {
        (_time, _burst, _perSecond, _tokens) = (time, burst, perSecond, burst);
        _at = time.GetTimestamp();
    }

    /// <summary>True when nothing of the burst is used.</summary>
    public bool IsFull
    {
        get
        {
            Refill();
            return _tokens >= _burst;
        }
    }

    /// <summary>Takes one token; false when there is none.</summary>
    public bool TryTake()
    {
        Refill();
        if (_tokens < 1)
        {
            return false;
        }

        _tokens--;
        return true;
    }

    /// <summary>Takes any number and answers how long to wait until the debt is paid.</summary>
    public TimeSpan Take(int count)
    {
        Refill();
        _tokens -= count;
        return _tokens >= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(-_tokens / _perSecond);
    }

    private void Refill()
    {
        var now = _time.GetTimestamp();
        _tokens = Math.Min(_burst, _tokens + (_time.GetElapsedTime(_at, now).TotalSeconds * _perSecond));
        _at = now;
    }
}
