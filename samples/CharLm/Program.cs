using StaticNets.Samples.CharLmProgram;

return CommandLine.Create(Job.Run).Parse(args).Invoke(new() { ProcessTerminationTimeout = null });
