package dev.firebreak.formats.text;

import java.util.Locale;
import java.util.Set;

/// What tells a file name from a domain: its ending.
public final class FileNames {
    /// Longest file name on common file systems, in characters.
    static final int MAX_NAME = 255;

    /// Endings of things that run, are loaded, or are installed.
    private static final Set<String> CODE =
            Set.of(
                    "exe",
                    "dll",
                    "sys",
                    "msi",
                    "msix",
                    "msixbundle",
                    "appx",
                    "msp",
                    "mst",
                    "scr",
                    "cpl",
                    "ocx",
                    "drv",
                    "bat",
                    "cmd",
                    "ps1",
                    "psm1",
                    "psd1",
                    "vbs",
                    "vbe",
                    "js",
                    "jse",
                    "mjs",
                    "cjs",
                    "wsf",
                    "wsh",
                    "hta",
                    "lnk",
                    "iso",
                    "img",
                    "vhd",
                    "vhdx",
                    "dmg",
                    "pkg",
                    "mpkg",
                    "app",
                    "deb",
                    "rpm",
                    "snap",
                    "flatpak",
                    "appimage",
                    "apk",
                    "aab",
                    "ipa",
                    "jar",
                    "war",
                    "ear",
                    "class",
                    "py",
                    "pyc",
                    "pyd",
                    "whl",
                    "sh",
                    "elf",
                    "so",
                    "dylib",
                    "ko",
                    "bin",
                    "xll",
                    "wll",
                    "node",
                    "asar",
                    "nupkg",
                    "vsix",
                    "crx",
                    "xpi",
                    "gem",
                    "pl",
                    "rs",
                    "chm",
                    "efi",
                    "tmp",
                    "aspx",
                    "php",
                    "jsp",
                    "kext",
                    "com");

    /// Endings of documents, archives, pictures and settings.
    private static final Set<String> DATA =
            Set.of(
                    "dat", "log", "txt", "ini", "cfg", "conf", "config", "xml", "json", "yml",
                    "yaml", "csv", "doc", "docx", "docm", "dotm", "xls", "xlsx", "xlsm", "xlsb",
                    "ppt", "pptx", "pptm", "pdf", "rtf", "one", "zip", "rar", "7z", "tar", "gz",
                    "tgz", "bz2", "xz", "zst", "cab", "cat", "ico", "png", "jpg", "jpeg", "gif",
                    "bmp", "svg", "html", "htm", "asp", "reg", "inf", "plist", "key", "pem", "crt",
                    "cer", "pfx", "p12", "db", "sqlite", "bak", "md", "mov", "mp4", "ps", "lock",
                    "toml", "sql", "eml", "msg", "url", "asc", "sig", "nls", "mui", "tf", "m4", "c",
                    "h", "cpp", "go", "ts", "vmdk", "ova");

    private FileNames() {}

    static boolean isEnding(String extension) {
        String e = extension.toLowerCase(Locale.ROOT);
        return CODE.contains(e) || DATA.contains(e);
    }

    /// Whether a file of this name runs, is loaded or installed, as far as its ending tells.
    public static boolean isCode(String name) {
        return CODE.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }
}
