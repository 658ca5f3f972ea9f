package dev.firebreak.formats.packages;

import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.VersionScheme;
import dev.firebreak.formats.inventory.InventoryRun;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads lists with a package on each line: those of apk (Alpine), snap, Nix and Chocolatey.
///
/// Sources: apk-list(8) and apk-info(8); snap(8), `list`; the Nix manual, "builtins.parseDrvName" and "Store path";
/// Chocolatey's documentation, `choco list`.
public final class OneLineReader {
    private static final String APK_PACKAGE = "([^\\s/]+)-(\\d[^\\s/-]*-r\\d+)";

    /// `musl-1.2.4-r2 x86_64 {musl} (MIT) [installed]`, `musl-1.2.4-r2`, `musl-1.2.4-r2 - the musl c library`
    private static final Pattern APK =
            Pattern.compile(
                    APK_PACKAGE
                            + "(?:\\s+\\S+\\s+(\\{[^}]*\\})\\s+\\(.*\\)(?:\\s+\\[([^\\]]*)\\])?|\\s+-\\s.*)?\\s*");

    private static final Pattern APK_UPGRADABLE =
            Pattern.compile("upgradable from:\\s*" + APK_PACKAGE);

    private static final Pattern SNAP =
            Pattern.compile("(\\S+)\\s+(\\S+)\\s+(x?\\d+)\\s+\\S+\\s+(\\S+)\\s+\\S+\\s*");

    private static final Pattern NIX_PATH =
            Pattern.compile("\\s*(?:\\S*/)?store/[0-9a-z]{32}-([^\\s/]+?)(?:\\.drv)?(?:/.*)?\\s*");

    /// `bash-5.2-p15`: the version begins behind the first hyphen that no letter follows.
    private static final Pattern NIX_NAME =
            Pattern.compile("([A-Za-z](?:[^\\s/-]|-(?=[A-Za-z]))*)-([0-9][^\\s/]*)");

    /// The same where nothing else says what the lines are: the version has a dot.
    private static final Pattern NIX_PLAIN =
            Pattern.compile(
                    "[A-Za-z](?:[^\\s/@:-]|-(?=[A-Za-z]))*-\\d+(?:\\.\\d+){1,2}[a-z]?(?:[-+_][\\w.+-]*)?");

    /// Parts of one package that are stored apart.
    private static final Pattern NIX_OUTPUT =
            Pattern.compile(
                    "-(?:bin|dev|out|lib|man|doc|info|debug|devdoc|static|terminfo|data|dist)$");

    private static final Pattern CHOCOLATEY =
            Pattern.compile("(\\S+(?: [^|]*)?(?=\\|)|[^\\s|]+)[ |](\\d[\\w.+-]*)(?: .*)?");

    private static final Pattern CHOCOLATEY_SUM =
            Pattern.compile("\\d+ packages? installed\\.?.*|\\d+ applications? not managed .*");

    /// What wrote the list.
    public enum Maker {
        APK("apk", Platform.LINUX),
        SNAP("snap", Platform.LINUX),
        NIX("nix", Platform.UNKNOWN),
        CHOCOLATEY("chocolatey", Platform.WINDOWS);

        private final String scope;
        private final Platform platform;

        Maker(String scope, Platform platform) {
            this.scope = scope;
            this.platform = platform;
        }
    }

    private final InventoryRun run;
    private final Maker maker;
    private final PackageLines out;

    public OneLineReader(InventoryRun run, Maker maker) {
        this.run = run;
        this.maker = maker;
        this.out = new PackageLines(run, maker.scope, VersionScheme.GENERIC, maker.platform);
    }

    /// Whether a line is one of apk's.
    public static boolean isApk(String line) {
        return APK.matcher(line).matches();
    }

    /// Whether a line is the header of `snap list`.
    public static boolean isSnapHeader(String line) {
        String[] words = line.strip().split("\\s{2,}");
        return words.length == 6
                && words[0].equals("Name")
                && words[1].equals("Version")
                && words[2].startsWith("Rev");
    }

    /// Whether lines are those of `choco list`, by what stands above and below the packages.
    public static boolean isChocolatey(List<String> lines) {
        return lines.getFirst().startsWith("Chocolatey v")
                || CHOCOLATEY_SUM.matcher(lines.getLast()).matches();
    }

    /// Whether a line is a path of Nix' store.
    public static boolean isNixPath(String line) {
        return NIX_PATH.matcher(line).matches();
    }

    /// Whether a line may be a name and a version as `nix-env -q` prints them; other lists have such lines, too.
    public static boolean mayBeNix(String line) {
        return NIX_PLAIN.matcher(line.strip()).matches();
    }

    public void read(InputStream in) throws IOException {
        out.read(in, this::line);
    }

    private void line(String text, long line, String where) {
        boolean read =
                switch (maker) {
                    case APK -> apk(text, line, where);
                    case SNAP -> snap(text, line);
                    case NIX -> nix(text.strip(), line, where);
                    case CHOCOLATEY -> chocolatey(text.strip(), line);
                };
        if (!read) {
            run.partial(where, "a line that is no package of " + maker.scope + " is left out");
        }
    }

    private boolean apk(String text, long line, String where) {
        Matcher m = APK.matcher(text);
        if (!m.matches()) {
            return text.startsWith("WARNING:") || text.startsWith("fetch ");
        }
        String state = m.group(4) == null ? "" : m.group(4);
        Matcher older = APK_UPGRADABLE.matcher(state);
        if (older.find()) {
            // The line is about the newer one.
            out.add(older.group(1), null, older.group(2), List.of(), line);
        } else if (m.group(3) == null || state.startsWith("installed")) {
            out.add(m.group(1), null, m.group(2), List.of(), line);
        } else {
            run.note(where, "packages that are available but not installed are not counted");
        }
        return true;
    }

    private boolean snap(String text, long line) {
        Matcher m = SNAP.matcher(text);
        if (!m.matches()) {
            return isSnapHeader(text);
        }
        // Stars and ticks stand behind publishers that were verified.
        String publisher = m.group(4).replaceAll("[*\u2713\u2714\u272a]+$", "");
        out.add(m.group(1), publisher, m.group(2), List.of(), line);
        return true;
    }

    private boolean chocolatey(String text, long line) {
        if (text.startsWith("Chocolatey v") || CHOCOLATEY_SUM.matcher(text).matches()) {
            return true;
        }
        Matcher m = CHOCOLATEY.matcher(text);
        if (m.matches()) {
            out.add(m.group(1), null, m.group(2), List.of(), line);
        }
        return m.matches();
    }

    private boolean nix(String text, long line, String where) {
        Matcher path = NIX_PATH.matcher(text);
        String name = path.matches() ? path.group(1) : text;
        Matcher m = NIX_NAME.matcher(name);
        if (m.matches()) {
            out.add(
                    m.group(1),
                    null,
                    NIX_OUTPUT.matcher(m.group(2)).replaceFirst(""),
                    List.of(),
                    line);
            return true;
        }
        if (name.indexOf(' ') >= 0 || name.indexOf('/') >= 0) {
            return false;
        }
        run.note(where, "entries of nix without a version are listed as such");
        out.add(name, null, null, List.of(), line);
        return true;
    }
}
