namespace StaticNets.Mpi;

/// <summary>MPI could not be used, although a launcher started this process: no library, or another's.</summary>
/// <param name="message">What is wrong, and what to do.</param>
public sealed class MpiException(string message) : Exception(message);
