namespace Pillion.Conversations.Changing;

/// <summary>What is said to those who ask for a recording.</summary>
internal static class Recordings
{
    /// <summary>The code of the refusal.</summary>
    public const string NotKept = "recording.not.kept";

    /// <summary>Why, as part of a sentence.</summary>
    public const string Why = "this server keeps no recordings";
}
