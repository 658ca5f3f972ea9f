package dev.firebreak.core.match;

import java.util.Locale;
import java.util.Set;

/// Hosts on which strangers publish side by side: contact with the host alone says nothing about one URL on it.
///
/// The list is short on purpose and only decides whether a look-up of a URL's host counts as contact; whoever has a
/// better list gives it to [IndicatorSet#of(java.util.List, java.util.function.Predicate)].
public final class SharedHosts {
    private static final Set<String> EXACT =
            Set.of(
                    "github.com",
                    "gitlab.com",
                    "bitbucket.org",
                    "codeberg.org",
                    "sourceforge.net",
                    "pastebin.com",
                    "paste.ee",
                    "rentry.co",
                    "ghostbin.com",
                    "hastebin.com",
                    "controlc.com",
                    "t.me",
                    "telegram.org",
                    "telegram.me",
                    "dropbox.com",
                    "drive.google.com",
                    "docs.google.com",
                    "sites.google.com",
                    "storage.googleapis.com",
                    "firebasestorage.googleapis.com",
                    "script.google.com",
                    "onedrive.live.com",
                    "1drv.ms",
                    "transfer.sh",
                    "file.io",
                    "anonfiles.com",
                    "mega.nz",
                    "mega.co.nz",
                    "mediafire.com",
                    "gofile.io",
                    "catbox.moe",
                    "wetransfer.com",
                    "we.tl",
                    "bit.ly",
                    "tinyurl.com",
                    "t.co",
                    "goo.gl",
                    "ow.ly",
                    "is.gd",
                    "cutt.ly",
                    "rebrand.ly",
                    "archive.org",
                    "youtube.com",
                    "twitter.com",
                    "x.com",
                    "facebook.com",
                    "linkedin.com",
                    "reddit.com",
                    "medium.com",
                    "google.com",
                    "bing.com",
                    "npmjs.com",
                    "registry.npmjs.org",
                    "pypi.org",
                    "files.pythonhosted.org",
                    "nuget.org",
                    "rubygems.org",
                    "repo1.maven.org",
                    "hub.docker.com",
                    "registry-1.docker.io",
                    "huggingface.co",
                    "sourceforge.io",
                    "s3.amazonaws.com",
                    "graph.microsoft.com",
                    "login.microsoftonline.com",
                    "api.telegram.org",
                    "discord.com",
                    "discordapp.com",
                    "steamcommunity.com",
                    "wikipedia.org",
                    "archive.ph",
                    "web.archive.org",
                    "virustotal.com",
                    "microsoft.com",
                    "download.microsoft.com",
                    "apple.com",
                    "amazon.com",
                    "bsi.bund.de");

    private static final Set<String> UNDER =
            Set.of(
                    "githubusercontent.com",
                    "googleusercontent.com",
                    "discordapp.com",
                    "dropboxusercontent.com",
                    "sharepoint.com",
                    "telegram.org",
                    "mediafire.com",
                    "sourceforge.net");

    private SharedHosts() {}

    /// @param host as in a URL; `www.` in front does not matter
    public static boolean isShared(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        name = name.startsWith("www.") ? name.substring(4) : name;
        if (EXACT.contains(name)) {
            return true;
        }
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
            if (UNDER.contains(name.substring(dot + 1))) {
                return true;
            }
        }
        return name.matches("s3[.-][a-z0-9-]+\\.amazonaws\\.com");
    }
}
