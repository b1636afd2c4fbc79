using StaticNets.Samples.LeNetProgram;
using StaticNets.Samples.TrainingProgram;

return ProgramCommand.Invoke(CommandLine.Create(Job.Run), args, new() { ProcessTerminationTimeout = null });
