package dev.firebreak.core.allow;

import dev.firebreak.core.allow.AllowLists.Hit;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Hashes of files that every machine has, and file names that many programs bring along.
final class FileLists {
    private static final List<String> ALGORITHMS = List.of("MD5", "SHA-1", "SHA-256", "SHA-512");
    private static final List<String> TRIVIAL =
            List.of("\n", "\r\n", " ", "\0", "{}", "[]", "{}\n", "[]\n", "0", "1");

    /// Part of Electron, Chromium, the C runtime, installers or the system itself.
    private static final Set<String> COMMON_NAMES =
            Set.of(
                    "ffmpeg.dll",
                    "libffmpeg.dylib",
                    "libffmpeg.so",
                    "d3dcompiler_47.dll",
                    "libegl.dll",
                    "libglesv2.dll",
                    "vk_swiftshader.dll",
                    "vulkan-1.dll",
                    "chrome_elf.dll",
                    "vcruntime140.dll",
                    "vcruntime140_1.dll",
                    "msvcp140.dll",
                    "msvcr100.dll",
                    "ucrtbase.dll",
                    "concrt140.dll",
                    "kernel32.dll",
                    "kernelbase.dll",
                    "ntdll.dll",
                    "user32.dll",
                    "advapi32.dll",
                    "wininet.dll",
                    "winhttp.dll",
                    "ws2_32.dll",
                    "version.dll",
                    "svchost.exe",
                    "explorer.exe",
                    "cmd.exe",
                    "powershell.exe",
                    "pwsh.exe",
                    "rundll32.exe",
                    "regsvr32.exe",
                    "mshta.exe",
                    "wscript.exe",
                    "cscript.exe",
                    "msiexec.exe",
                    "schtasks.exe",
                    "wmic.exe",
                    "conhost.exe",
                    "lsass.exe",
                    "services.exe",
                    "taskhostw.exe",
                    "dllhost.exe",
                    "certutil.exe",
                    "bitsadmin.exe",
                    "curl.exe",
                    "curl",
                    "wget",
                    "bash",
                    "sh",
                    "python.exe",
                    "python3",
                    "python",
                    "node.exe",
                    "node",
                    "java.exe",
                    "java",
                    "javaw.exe",
                    "chrome.exe",
                    "msedge.exe",
                    "firefox.exe",
                    "iexplore.exe",
                    "outlook.exe",
                    "winword.exe",
                    "excel.exe",
                    "update.exe",
                    "setup.exe",
                    "install.exe",
                    "installer.exe",
                    "uninstall.exe",
                    "readme.txt",
                    "readme.md",
                    "license.txt",
                    "package.json",
                    "index.html",
                    "index.js",
                    "index.php",
                    "setup.py",
                    "favicon.ico",
                    "libcurl.dll",
                    "zlib1.dll",
                    "sqlite3.dll",
                    "libssl-1_1.dll",
                    "libcrypto-1_1.dll",
                    "libssl-3.dll",
                    "libcrypto-3.dll",
                    "desktop.ini",
                    "autorun.inf",
                    "hosts",
                    "passwd");

    private final Map<String, Hit> hashes = new HashMap<>();

    FileLists() {
        Hit empty =
                new Hit(
                        "empty-file",
                        "is the hash of the empty file",
                        "ist der Hash der leeren Datei");
        Hit trivial =
                new Hit(
                        "trivial-file",
                        "is the hash of a file of one or two characters",
                        "ist der Hash einer Datei aus ein, zwei Zeichen");
        for (String algorithm : ALGORITHMS) {
            hashes.put(hash(algorithm, ""), empty);
            for (String content : TRIVIAL) {
                hashes.put(hash(algorithm, content), trivial);
            }
        }
    }

    private static String hash(String algorithm, String content) {
        try {
            byte[] digest =
                    MessageDigest.getInstance(algorithm)
                            .digest(content.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }

    @Nullable Hit checkHash(String value) {
        String hash = value.toLowerCase(Locale.ROOT);
        if (!hash.isEmpty() && hash.chars().allMatch(c -> c == hash.charAt(0))) {
            return new Hit(
                    "placeholder",
                    "is a placeholder, not a hash",
                    "ist ein Platzhalter, kein Hash");
        }
        return hashes.get(hash);
    }

    @Nullable Hit checkName(String value) {
        String name =
                value.substring(Math.max(value.lastIndexOf('/'), value.lastIndexOf('\\')) + 1)
                        .toLowerCase(Locale.ROOT);
        boolean bare = name.length() == value.length();
        return bare && COMMON_NAMES.contains(name)
                ? new Hit(
                        "common-file-names",
                        "is a file name that many harmless programs bring along",
                        "ist ein Dateiname, den viele harmlose Programme mitbringen")
                : null;
    }
}
