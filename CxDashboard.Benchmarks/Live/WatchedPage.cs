using System.Text.Json;
using Microsoft.Playwright;

namespace CxDashboard.Benchmarks.Live;

/// <summary>
/// An open page of the real browser whose count of contacts is watched by an observer in it: when it showed which count, by the
/// clock of this machine, and how much the server sent for it.
/// </summary>
internal sealed class WatchedPage(IPage page)
{
    // Today says "285 so far"; the page of a measure names the newest bucket with its figure; Trends says nothing countable, and is only looked at.
    private const string Watch = """
        () => {
            const shown = window.shown = []; window.renders = 0;
            const count = () => {
                const text = location.pathname === '/' ? [...document.querySelectorAll('main text.t-valh')].map(t => /^(?:off the scale: )?([\d,]+) so far$/.exec(t.textContent)?.[1]).find(t => t !== undefined)
                    : [...document.querySelectorAll('main select option')].map(o => /^\d+ \w+ \d{4}: ([\d,]+)$/.exec(o.textContent.trim())?.[1]).find(t => t !== undefined);
                return text === undefined ? null : +text.replaceAll(',', '');
            };
            window.countNow = count;
            let last = count();
            new MutationObserver(() => { window.renders++; const now = count(); if (now !== last && now !== null) shown.push([Date.now(), last = now]); })
                .observe(document.body, { subtree: true, childList: true, characterData: true });
            return last;
        }
        """;

    // Messages of SignalR stand one behind the other, each with its length before it; a batch to draw is the invocation JS.RenderBatch(number, bytes), answered by
    // OnRenderCompleted(number, null). https://github.com/dotnet/aspnetcore/blob/main/src/SignalR/docs/specs/HubProtocol.md
    private const string Take = """
        (() => {
            const Real = window.WebSocket, mark = 'JS.RenderBatch', latin = new TextDecoder('latin1');
            window.shown = []; window.renders = 0; window.bytes = 0; let last = null;
            window.countNow = () => last;
            const varint = n => { const out = []; do { out.push(n & 127 | (n > 127 ? 128 : 0)); n >>= 7; } while (n > 0); return out; };
            const int = n => n < 128 ? [n] : n < 65536 ? [0xcd, n >> 8, n & 255] : [0xce, n >>> 24, n >> 16 & 255, n >> 8 & 255, n & 255];
            const taken = (socket, data) => {
                const bytes = new Uint8Array(data), rest = [];
                for (let at = 0; at < bytes.length;) {
                    const from = at; let length = 0, shift = 0;
                    do { length |= (bytes[at] & 127) << shift; shift += 7; } while (bytes[at++] & 128);
                    const name = latin.decode(bytes.subarray(at, Math.min(at + 40, at + length))).indexOf(mark);
                    if (name < 0) rest.push(bytes.subarray(from, at + length));
                    else {
                        let p = at + name + mark.length + 1; const kind = bytes[p];
                        const number = kind < 128 ? kind : kind === 0xcc ? bytes[p + 1] : kind === 0xcd ? bytes[p + 1] << 8 | bytes[p + 2] : (bytes[p + 1] << 24 | bytes[p + 2] << 16 | bytes[p + 3] << 8 | bytes[p + 4]) >>> 0;
                        const text = latin.decode(bytes.subarray(at, at + length)), found = /([\d,]+) so far/.exec(text);
                        window.renders++;
                        if (found) { last = +found[1].replaceAll(',', ''); window.shown.push([Date.now(), last]); }
                        const body = [0x96, 1, 0x80, 0xc0, 0xb1, ...[...'OnRenderCompleted'].map(c => c.charCodeAt(0)), 0x92, ...int(number), 0xc0, 0x90];
                        socket.send(new Uint8Array([...varint(body.length), ...body]));
                    }
                    at += length;
                }
                if (rest.length === 0) return null;
                const all = new Uint8Array(rest.reduce((sum, r) => sum + r.length, 0)); let to = 0;
                for (const r of rest) { all.set(r, to); to += r.length; }
                return all.buffer;
            };
            window.WebSocket = class extends Real {
                set onmessage(handler) { super.onmessage = e => { window.bytes += e.data.byteLength ?? e.data.length; const data = window.taking && e.data instanceof ArrayBuffer ? taken(this, e.data) : e.data; if (data !== null) handler({ data }); }; }
            };
        })()
        """;

    public IPage Page => page;

    /// <param name="context">Of which browser.</param>
    /// <param name="address">Of the page.</param>
    /// <param name="isDrawn">Whether what the server sends is put into the page (and not painted). Fifty people have fifty machines for that, and this one has two processors: the others only take it, and answer as a browser does.</param>
    public static async Task<WatchedPage> OpenAsync(IBrowserContext context, string address, bool isDrawn)
    {
        var page = await context.NewPageAsync();
        await page.AddInitScriptAsync(Take);
        var watched = new WatchedPage(page);
        await page.GotoAsync(address, new() { Timeout = 120_000 });
        await page.Locator("[data-interactive=true]").WaitForAsync(new() { State = WaitForSelectorState.Attached, Timeout = 120_000 });

        // The page is changed and not painted: without a graphics card that alone would take the machine.
        await page.EvaluateAsync("() => { document.documentElement.style.display = 'none'; }");
        await page.EvaluateAsync(isDrawn ? Watch : "() => { window.taking = true; }");
        return watched;
    }

    /// <summary>The count that it shows now; null where it shows none.</summary>
    public Task<long?> CountAsync() => page.EvaluateAsync<long?>("() => window.countNow()");

    /// <summary>When it showed which count since the last look, how often it was drawn, and how many bytes came for it.</summary>
    public async Task<(IReadOnlyList<(long At, long Count)> Shown, long Renders, long Bytes)> TakeAsync()
    {
        var taken = await page.EvaluateAsync<JsonElement>("() => { const r = { shown: window.shown.splice(0), renders: window.renders, bytes: window.bytes }; window.renders = window.bytes = 0; return r; }");
        return ([.. taken.GetProperty("shown").EnumerateArray().Select(s => (s[0].GetInt64(), s[1].GetInt64()))], taken.GetProperty("renders").GetInt64(), taken.GetProperty("bytes").GetInt64());
    }
}
