using StaticNets.Samples.TrainingProgram;
using StaticNets.Samples.TranslateProgram;

return ProgramCommand.Invoke(CommandLine.Create(Job.Run), args, new() { ProcessTerminationTimeout = null });
