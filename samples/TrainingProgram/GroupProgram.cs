using System.CommandLine;
using StaticNets.Mpi;

namespace StaticNets.Samples.TrainingProgram;

/// <summary>Runs a training program on all processes that an MPI launcher started, or alone: the first process speaks for all.</summary>
public static class GroupProgram
{
    /// <summary>Makes the command of one process.</summary>
    /// <param name="group">The processes.</param>
    public delegate RootCommand CommandOf(ProcessGroup group);

    /// <summary>Parses the arguments and does what they say.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(IReadOnlyList<string> arguments, CommandOf commandOf) => MpiGroup.Run(group =>
    {
        var configuration = new InvocationConfiguration { ProcessTerminationTimeout = null };
        if (!group.IsFirst)
            (configuration.Output, configuration.Error) = (TextWriter.Null, TextWriter.Null);
        return ProgramCommand.Invoke(commandOf(group), arguments, configuration);
    });

    /// <summary>Where a process says what has gone wrong: what the first one does not say is only known to the others.</summary>
    /// <param name="group">The processes.</param>
    /// <param name="errors">Where the first one says it.</param>
    public static TextWriter ErrorsOf(ProcessGroup group, TextWriter errors) => group.IsFirst ? errors : Console.Error;

    /// <summary>Has one process after the other do what several on one machine cannot do at once.</summary>
    public static TResult InTurn<TResult>(ProcessGroup? group, Func<TResult> work)
    {
        var result = default(TResult);
        for (var rank = 0; rank < (group?.Size ?? 1); rank++)
        {
            if (rank == (group?.Rank ?? 0))
                result = work();
            group?.Barrier();
        }

        return result!;
    }
}
