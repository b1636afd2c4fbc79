namespace StaticNets;

/// <summary>
/// The processes of a group cannot go on together: they do not do the same, their values have come to differ, or one of them has failed. All of them get it,
/// except that a process that failed by itself gets its own exception.
/// </summary>
/// <param name="message">The processes, and what is wrong with them.</param>
public sealed class ProcessGroupException(string message) : InvalidOperationException(message);
