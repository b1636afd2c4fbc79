using System.Net;
using System.Net.Sockets;
using System.Text;

namespace StaticNets.Samples.Tests;

/// <summary>A small HTTP server on 127.0.0.1 that can misbehave in the ways real ones do. It serves one connection per request.</summary>
internal sealed class FileServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    public FileServer()
    {
        _listener.Start();
        _loop = Task.Run(ServeAsync);
    }

    public Uri BaseUrl => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <summary>What is served, by name.</summary>
    public Dictionary<string, byte[]> Files { get; } = [];

    /// <summary>How many bytes of a body each of the next connections sends before it breaks off; empty: all.</summary>
    public Queue<int> BreakOffs { get; } = new();

    /// <summary>Answers with the whole file although a range was asked for.</summary>
    public bool IgnoresRange { get; set; }

    /// <summary>Answers with this status instead of a file.</summary>
    public int? Status { get; set; }

    /// <summary>Sends headers and then nothing.</summary>
    public bool IsSilent { get; set; }

    /// <summary>The requests so far: path and range.</summary>
    public List<(string Path, long? From)> Requests { get; } = [];

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Stop();
        _loop.Wait();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await AnswerAsync(client.GetStream());
            }
        }
        catch (Exception) when (_stop.IsCancellationRequested)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        // A client that gave up before it was served closes the connection without a word.
        if (await ReadRequestAsync(stream) is not var (path, from))
            return;
        Requests.Add((path, from));
        if (Status is { } status)
        {
            await HeadAsync(stream, $"{status} Told so", 0);
            return;
        }

        if (!Files.TryGetValue(path, out var file))
        {
            await HeadAsync(stream, "404 Not Found", 0);
            return;
        }

        var first = IgnoresRange ? 0 : from ?? 0;
        if (first >= file.Length)
        {
            await HeadAsync(stream, "416 Range Not Satisfiable", 0);
            return;
        }

        var rest = file.Length - (int)first;
        await HeadAsync(
            stream,
            first > 0 || (from == 0 && !IgnoresRange) ? $"206 Partial Content\r\nContent-Range: bytes {first}-{file.Length - 1}/{file.Length}" : "200 OK",
            rest);
        if (IsSilent)
        {
            await Task.Delay(Timeout.Infinite, _stop.Token);
            return;
        }

        var sent = BreakOffs.TryDequeue(out var limit) ? Math.Min(limit, rest) : rest;
        await stream.WriteAsync(file.AsMemory((int)first, sent));
    }

    private static async Task HeadAsync(NetworkStream stream, string status, long length) =>
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"));

    /// <summary>The path and the range, or null if nothing is asked for.</summary>
    private static async Task<(string Path, long? From)?> ReadRequestAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        if (await reader.ReadLineAsync() is not { } request)
            return null;
        var path = request.Split(' ')[1].TrimStart('/');
        long? from = null;
        while (await reader.ReadLineAsync() is { Length: > 0 } line)
        {
            if (line.StartsWith("Range: bytes=", StringComparison.OrdinalIgnoreCase))
                from = long.Parse(line["Range: bytes=".Length..].TrimEnd('-'));
        }

        return (path, from);
    }
}
