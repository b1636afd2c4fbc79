using StaticNets.Samples.TranslateProgram;

return CommandLine.Create(Job.Run).Parse(args).Invoke(new() { ProcessTerminationTimeout = null });
