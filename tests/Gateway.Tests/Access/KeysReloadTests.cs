using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Gateway.Access;
using Gateway.Decisions;
using Gateway.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Access;

/// <summary>Keys change with their file and without a restart; a file that cannot be used changes nothing.</summary>
public sealed class KeysReloadTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public async Task Keys_follow_the_file_and_a_bad_one_is_refused_whole()
    {
        Write("""{ "tenants": { "shop": { "keys": { "web": { "hash": "#old" } } } } }""");
        // Looked at once an hour, that is, by hand.
        await using var scene = await Scene.StartAsync(("Gateway:Keys:Path", _path), ("Gateway:Keys:ReloadInterval", "01:00:00"));
        var reload = scene.Gateway.Services.GetRequiredService<KeysReload>();
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (await AskAsync(scene, "old"), await AskAsync(scene, "new")));

        Write("""{ "tenants": { "shop": { "keys": { "web": { "hash": "#old" }, "app": { "hash": "#new" } } } }, "management": { "ops": { "hash": "#ops" } } }""");
        reload.Look();
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (await AskAsync(scene, "old"), await AskAsync(scene, "new")));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (await AskAsync(scene, "ops", "/fleet/keys"), await AskAsync(scene, "new", "/fleet/keys")));

        Write("""{ "tenants": { "shop": { "keys": { "app": { "hash": "#new", "limit": 1 }, "x y": {} } } } }""");
        reload.Look();
        reload.Look();
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (await AskAsync(scene, "old"), await AskAsync(scene, "new")));
        var refused = Assert.Single(scene.Gateway.Decisions.After(), decision => decision is { Kind: DecisionKind.Configuration, What: "keys refused" });
        Assert.Contains("3 problems", refused.Reason, StringComparison.Ordinal);
        Assert.Equal(refused.Reason, (await KeysAsync(scene)).GetProperty("problems").GetString());

        Write("""{ "tenants": { "shop": { "keys": { "app": { "hash": "#new" } } } } }""");
        reload.Look();
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (await AskAsync(scene, "old"), await AskAsync(scene, "new")));
        Assert.Equal(JsonValueKind.Null, (await KeysAsync(scene)).GetProperty("problems").ValueKind);
    }

    [Fact]
    public async Task A_file_that_goes_and_comes_back_is_read_again()
    {
        Write("""{ "tenants": { "shop": { "keys": { "web": { "hash": "#old" } } } } }""");
        await using var scene = await Scene.StartAsync(("Gateway:Keys:Path", _path), ("Gateway:Keys:ReloadInterval", "01:00:00"));
        var reload = scene.Gateway.Services.GetRequiredService<KeysReload>();
        var text = await File.ReadAllTextAsync(_path, TestContext.Current.CancellationToken);
        reload.Look();
        File.Delete(_path);
        reload.Look();
        Assert.NotNull(reload.Problems);
        Assert.Equal(HttpStatusCode.OK, await AskAsync(scene, "old"));
        await File.WriteAllTextAsync(_path, text, TestContext.Current.CancellationToken);
        reload.Look();
        Assert.Null(reload.Problems);
    }

    [Fact]
    public async Task A_gateway_does_not_start_on_a_bad_file()
    {
        Write("""{ "tenants": { "shop": { "keys": { "web": {} } } } }""");
        var exception = await Assert.ThrowsAsync<SettingsException>(() => Scene.StartAsync(("Gateway:Keys:Path", _path)));
        Assert.Contains("$.tenants.shop.keys.web.hash: is missing", exception.Message, StringComparison.Ordinal);
        exception = await Assert.ThrowsAsync<SettingsException>(() => Scene.StartAsync(("Gateway:Keys:Path", _path + ".none")));
        Assert.Contains("Gateway:Keys:Path", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Neither_keys_nor_hashes_are_shown()
    {
        Write("""{ "tenants": { "shop": { "keys": { "web": { "hash": "#old" } } } } }""");
        await using var scene = await Scene.StartAsync(("Gateway:Keys:Path", _path), ("Gateway:ManagementKey", "manage"));
        var shown = (await KeysAsync(scene)).GetRawText();
        Assert.Contains("shop", shown, StringComparison.Ordinal);
        Assert.DoesNotContain(KeyHash.Of("old").ToString()[KeyHash.Prefix.Length..], shown, StringComparison.Ordinal);
        Assert.DoesNotContain("\"manage\"", shown, StringComparison.Ordinal);
    }

    /// <summary>Writes a file in which <c>#KEY</c> stands for the hash of a key.</summary>
    private void Write(string json) =>
        File.WriteAllText(_path, System.Text.RegularExpressions.Regex.Replace(json, "#([a-z]+)", key => KeyHash.Of(key.Groups[1].Value).ToString()));

    private static Task<JsonElement> KeysAsync(Scene scene) => scene.Gateway.Client.GetFromJsonAsync<JsonElement>("/fleet/keys", TestContext.Current.CancellationToken);

    private static async Task<HttpStatusCode> AskAsync(Scene scene, string key, string path = "/v1/models")
    {
        // By another name than its own, as from another machine.
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = "elsewhere.example", Authorization = new("Bearer", key) } };
        using var response = await scene.Gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
