using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using StaticNets.Generator.Text;

namespace StaticNets.Tasks;

/// <summary>Makes a resource of each file of weights, and a text that tells the compiler what it holds.</summary>
public sealed class ListWeights : Microsoft.Build.Utilities.Task
{
    /// <summary>That of the page about it, and of what the compiler says where no build does.</summary>
    public const string UnreadableCode = "SNET0602";

    /// <summary>The files of weights.</summary>
    [Required]
    public ITaskItem[] Files { get; set; } = [];

    /// <summary>The folder of the project, which paths are relative to.</summary>
    [Required]
    public string ProjectFolder { get; set; } = "";

    /// <summary>Where the texts go.</summary>
    [Required]
    public string Folder { get; set; } = "";

    /// <summary>Whether an editor asks, in which the compiler says what is wrong with a file, where its name is written.</summary>
    public bool IsDesignTime { get; set; }

    /// <summary>The texts.</summary>
    [Output]
    public ITaskItem[] Listings { get; private set; } = [];

    /// <summary>The resources.</summary>
    [Output]
    public ITaskItem[] Resources { get; private set; } = [];

    /// <inheritdoc/>
    public override bool Execute()
    {
        var (listings, resources) = (new List<ITaskItem>(), new List<ITaskItem>());
        Directory.CreateDirectory(Folder);
        foreach (var files in Files.GroupBy(item => PathOf(item.GetMetadata("FullPath"))))
        {
            var (path, file) = (files.Key, files.First().GetMetadata("FullPath"));
            var lines = SafetensorsListing.Of(file);
            var fields = lines.Count == 1 ? WeightsListing.Fields(lines[0]) : [];
            if (fields is [WeightsListing.Unreadable, var why])
            {
                if (!IsDesignTime)
                {
                    Log.LogError(null, UnreadableCode, null, file, 0, 0, 0, 0, "The weights '{0}' cannot be read: {1}", path, why);
                }
            }
            else
            {
                resources.Add(Resource(path, file));
            }

            var listing = Path.Combine(Folder, NameOf(path));
            WriteIfOther(listing, string.Concat(lines.Prepend(WeightsListing.Line(WeightsListing.Path, path)).Select(line => line + "\n")));
            listings.Add(new TaskItem(listing));
        }

        (Listings, Resources) = ([.. listings], [.. resources]);
        return !Log.HasLoggedErrors;
    }

    private static TaskItem Resource(string path, string file)
    {
        var resource = new TaskItem(file);
        resource.SetMetadata("LogicalName", WeightsListing.ResourceOf(path));
        resource.SetMetadata("Type", "Non-Resx");
        // A file that is called as one of a culture is none.
        resource.SetMetadata("WithCulture", "false");
        return resource;
    }

    /// <summary>Relative to the project where that is possible.</summary>
    private string PathOf(string file)
    {
        var folder = Path.GetFullPath(ProjectFolder).Replace('\\', '/').TrimEnd('/').Split('/');
        var parts = file.Replace('\\', '/').Split('/');
        var common = 0;
        while (common < folder.Length && common < parts.Length - 1 && folder[common] == parts[common])
        {
            common++;
        }

        return common == 0 ? file.Replace('\\', '/') : string.Join("/", folder.Skip(common).Select(_ => "..").Concat(parts.Skip(common)));
    }

    /// <summary>Files of one name lie in different folders.</summary>
    private static string NameOf(string path)
        => path.Replace("_", "__").Replace("../", "_up_").Replace('/', '_').Replace(':', '_') + WeightsListing.Extension;

    /// <summary>What is as it was keeps its time, so that nothing is compiled again.</summary>
    private static void WriteIfOther(string file, string text)
    {
        if (!File.Exists(file) || File.ReadAllText(file) != text)
        {
            File.WriteAllText(file, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }
    }
}
