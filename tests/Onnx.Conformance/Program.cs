using StaticNets.Tests.Conformance;

if (args is ["convert", var data, var folder])
    return Conversion.Run(data, folder);
if (args is ["report", var results, .. var runs])
    return Report.Print(results, runs);
Console.Error.WriteLine("usage: onnx-conformance convert DATA FOLDER | report FOLDER FLOOR RUN...");
return 2;
