using System.Diagnostics;

namespace Benchmarks.Proxies;

/// <summary>nginx and HAProxy as the system has them, set up for what the gateway does: two workers, four to one.</summary>
internal static class SystemProxy
{
    public const string Nginx = "nginx";
    public const string Haproxy = "haproxy";

    // Debian keeps them where only root looks.
    private static readonly string[] Folders = ["/usr/sbin", "/usr/local/sbin", .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>What it says of its version; null when it is not installed.</summary>
    public static string? Version(string name)
    {
        if (Find(name) is not { } program) return null;
        using var process = Process.Start(new ProcessStartInfo(program, ["-v"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        return said.Split('\n')[0].Replace("nginx version: nginx/", "nginx ", StringComparison.Ordinal).Replace(" version ", " ", StringComparison.Ordinal).Split(" 20")[0].Trim();
    }

    public static Task<ProxyProcess> StartAsync(string name, ProxyProtocol protocol, string[] workers, string folder)
    {
        var port = ProxyProcess.FreePort();
        var hosts = workers.Select(worker => new Uri(worker).Authority).ToArray();
        var path = Path.Combine(folder, $"{name}-{protocol}.conf");
        File.WriteAllText(path, name == Nginx ? NginxSettings(protocol, hosts, port, folder) : HaproxySettings(protocol, hosts, port));
        return ProxyProcess.StartAsync(name, protocol, Find(name)!, name == Nginx ? ["-c", path, "-p", folder, "-e", "stderr"] : ["-db", "-q", "-f", path], port);
    }

    private static string? Find(string name) => Folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    // It speaks HTTP/2 to clients only; to workers HTTP/1.1, whatever is asked for.
    private static string NginxSettings(ProxyProtocol protocol, string[] hosts, int port, string folder) => $$"""
        daemon off;
        worker_processes {{Environment.ProcessorCount}};
        pid {{folder}}/nginx.pid;
        error_log stderr crit;
        events { worker_connections 19000; }
        http {
          access_log off;
          client_body_temp_path {{folder}}/body;
          proxy_temp_path {{folder}}/proxy;
          fastcgi_temp_path {{folder}}/fastcgi;
          uwsgi_temp_path {{folder}}/uwsgi;
          scgi_temp_path {{folder}}/scgi;
          client_max_body_size 32m;
          client_body_buffer_size 64k;
          keepalive_requests 1000000000;
          upstream workers {
            server {{hosts[0]}} weight=4;
            server {{hosts[1]}} weight=1;
            keepalive 256;
            keepalive_requests 1000000000;
          }
          server {
            listen 127.0.0.1:{{port}}{{(protocol == ProxyProtocol.Http2 ? " http2" : "")}} backlog=4096;
            location / {
              proxy_pass http://workers;
              proxy_http_version 1.1;
              proxy_set_header Connection "";
              proxy_read_timeout 600s;
            }
          }
        }
        """;

    private static string HaproxySettings(ProxyProtocol protocol, string[] hosts, int port)
    {
        var spoken = protocol == ProxyProtocol.Http2 ? " proto h2" : "";
        return $"""
            global
              nbthread {Environment.ProcessorCount}
              maxconn 9950
            defaults
              mode http
              timeout connect 5s
              timeout client 600s
              timeout server 600s
              http-reuse always
            frontend clients
              bind 127.0.0.1:{port}{spoken} backlog 4096
              default_backend workers
            backend workers
              balance roundrobin
              server one {hosts[0]} weight 80{spoken}
              server two {hosts[1]} weight 20{spoken}

            """;
    }
}
