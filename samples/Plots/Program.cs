using StaticNets.Samples.Plots;

return PlotsCommand.Create().Parse(args).Invoke();
