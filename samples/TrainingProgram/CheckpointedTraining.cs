using StaticNets.Samples.Training;

namespace StaticNets.Samples.TrainingProgram;

/// <summary>A training that can be interrupted and resumed, and says so.</summary>
/// <param name="trainer">The trainer, which writes the checkpoint.</param>
/// <param name="checkpoint">The checkpoint's path.</param>
/// <param name="output">Where lines go.</param>
public sealed class CheckpointedTraining<T>(Trainer<T> trainer, string checkpoint, TextWriter output)
    where T : class, INetwork<T>
{
    /// <summary>Goes on from the checkpoint, and with the log that belongs to it.</summary>
    /// <exception cref="IOException">There is no checkpoint, or it cannot be read.</exception>
    /// <exception cref="InvalidDataException">The checkpoint is not one of this training.</exception>
    public void Resume(GrowingLog log)
    {
        // Other processes need not have the files.
        var isFirst = trainer.Options.Group is not { IsFirst: false };
        if (isFirst)
            TrainingFiles.CheckReadable("--resume", checkpoint);
        trainer.Resume(checkpoint);
        if (isFirst)
            log.Continue(trainer.Epoch);
        output.WriteLine($"resumed after {trainer.Epoch} epochs and {trainer.Step} steps from {checkpoint}");
    }

    /// <summary>Trains; where that is cancelled, says how to go on.</summary>
    /// <exception cref="OperationCanceledException">The training was cancelled.</exception>
    public void Run(Action train)
    {
        try
        {
            train();
        }
        catch (OperationCanceledException)
        {
            output.WriteLine($"stopped in epoch {trainer.Epoch + 1} after {trainer.Step} steps; continue with --resume from {checkpoint}");
            throw;
        }
    }
}
