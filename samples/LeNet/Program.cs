using StaticNets.Samples.LeNetProgram;

return CommandLine.Create(Job.Run).Parse(args).Invoke(new() { ProcessTerminationTimeout = null });
