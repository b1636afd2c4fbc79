using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace StaticNets.Samples.Datasets;

/// <summary>
/// Downloads compressed files so that a broken connection costs only what was missing: bytes go to <c>NAME.gz.part</c>, which the
/// next attempt continues (HTTP range requests), in this run or a later one. The file gets its name only when it is complete and its
/// decompressed contents have the right SHA-256, so that no half or wrong file is ever taken for the real one.
/// </summary>
public sealed class ResumableDownload
{
    private const int BufferSize = 1 << 16;

    /// <summary>How often a broken connection is resumed before giving up; default 5.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>The pause before the second attempt; it doubles each time. Default: half a second.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>How long the server may stay silent; default: 30 seconds.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Told how many bytes of the file are there; default: nobody.</summary>
    public Action<long> Progress { get; init; } = _ => { };

    /// <summary>Downloads <paramref name="address"/> to <paramref name="folder"/>, as <c>NAME.gz</c>.</summary>
    /// <exception cref="IOException">It did not work; the message says why.</exception>
    public async Task GetAsync(Uri address, DatasetFile file, string folder, CancellationToken cancellationToken = default)
    {
        var target = Path.Combine(folder, file.Name + ".gz");
        var part = target + ".part";
        var pause = Pause;

        for (var attempt = 1; ; attempt++)
        {
            // Pieces may belong to different versions of the file, or the first to an error page: then one fresh start is due.
            var pieced = File.Exists(part);
            try
            {
                await FetchAsync(address, part, cancellationToken);
                if (await CheckAsync(part, file, cancellationToken) is not { } wrong)
                {
                    File.Move(part, target, overwrite: true);
                    return;
                }

                File.Delete(part);
                if (!pieced || attempt >= Attempts)
                    throw new IOException($"the server sent something else: {wrong}");
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested && IsOfTheNetwork(error))
            {
                if (!MayPass(error))
                    throw new IOException(Describe(error), error);
                if (attempt >= Attempts)
                    throw new IOException(
                        $"failed {attempt} times, the last time because {Describe(error)}; what arrived is kept and continued next time", error);
                await Task.Delay(pause, cancellationToken);
                pause *= 2;
            }
        }
    }

    private static bool IsOfTheNetwork(Exception error) =>
        error is OperationCanceledException or HttpRequestException or HttpIOException or IOException { InnerException: SocketException };

    /// <summary>True for failures that another attempt may not meet: broken connections, silence and overloaded servers.</summary>
    private static bool MayPass(Exception error) => error switch
    {
        HttpRequestException { StatusCode: { } status } => status >= HttpStatusCode.InternalServerError || status == HttpStatusCode.TooManyRequests,
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => false,
        _ => true,
    };

    private string Describe(Exception error) =>
        error is OperationCanceledException ? $"the server was silent for {Silence.TotalSeconds:0.#} seconds" : error.Message;

    private async Task FetchAsync(Uri address, string part, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var output = OpenPart(part);
        var have = output.Seek(0, SeekOrigin.End);

        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (have > 0)
            request.Headers.Range = new RangeHeaderValue(have, null);
        silence.CancelAfter(Silence);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, silence.Token);

        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            // All bytes are there already (the program was stopped before the check), or more than there should be: the check tells.
            return;
        }

        if (!response.IsSuccessStatusCode)
            throw new HttpRequestException($"the server answered {(int)response.StatusCode} ({response.ReasonPhrase})", null, response.StatusCode);
        if (response.StatusCode != HttpStatusCode.PartialContent || response.Content.Headers.ContentRange?.From != have)
        {
            // The server ignored the range and sends the whole file.
            output.SetLength(0);
        }

        await using var input = await response.Content.ReadAsStreamAsync(silence.Token);
        var buffer = new byte[BufferSize];
        while (true)
        {
            silence.CancelAfter(Silence);
            var count = await input.ReadAsync(buffer, silence.Token);
            if (count == 0)
                break;
            await output.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            Progress(output.Position);
        }

        output.Flush(flushToDisk: true);
    }

    private static FileStream OpenPart(string part)
    {
        try
        {
            return new FileStream(part, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, BufferSize);
        }
        catch (IOException error) when (File.Exists(part))
        {
            throw new IOException($"{part} cannot be written; perhaps another program is downloading it: {error.Message}", error);
        }
    }

    /// <summary>Says what is wrong with the contents, or null.</summary>
    private static async Task<string?> CheckAsync(string part, DatasetFile file, CancellationToken cancellationToken)
    {
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            await using var input = new GZipStream(File.OpenRead(part), CompressionMode.Decompress);
            var buffer = new byte[BufferSize];
            long length = 0;
            int count;
            while ((count = await input.ReadAsync(buffer, cancellationToken)) > 0)
            {
                // A file that decompresses to more than it should is wrong, however much more there is.
                if ((length += count) > file.Length)
                    return $"more than the {file.Length} bytes that {file.Name} has";
                hash.AppendData(buffer, 0, count);
            }

            var found = Convert.ToHexStringLower(hash.GetHashAndReset());
            return found == file.Sha256
                ? null
                : $"SHA-256 of the contents is {found} instead of {file.Sha256}";
        }
        catch (InvalidDataException)
        {
            return "it is not a complete gzip file";
        }
    }
}
