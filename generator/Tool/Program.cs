using System.CommandLine;
using StaticNets.Tool;

var root = new RootCommand("StaticNets: networks that are compiled when your program is.");
root.Subcommands.Add(ImportCommand.Create());
return root.Parse(args).Invoke();
