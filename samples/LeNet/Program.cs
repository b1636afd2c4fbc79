using StaticNets.Samples.LeNetProgram;
using StaticNets.Samples.TrainingProgram;

return GroupProgram.Run(args, group => CommandLine.Create(
    (options, output, errors) => Job.Run(options with { Group = group }, output, GroupProgram.ErrorsOf(group, errors))));
