package dev.midstream.benchmarks;

import dev.midstream.runtime.artefact.Artefact;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * An app of 40 generated modules in five layers: 4 contracts; 12, 12 and 11 modules above them; one
 * front. A module of a layer asks two of the layer below by service and refers to the classes of
 * one of them; the front asks the whole third layer. An answer names the version of each module
 * that it came through, once per way, so that one string tells every mix of versions.
 *
 * <p>Used by one thread.
 */
final class LayeredApp {

    static final int CONTRACTS = 4;
    private static final int[] LAYERS = {12, 12, 11};

    private static final String ROUTE =
            """
              @Override public void configure(dev.midstream.api.Wiring wiring) {
                wiring.http().getAsync("/answer/{question}", call ->
                    java.util.concurrent.CompletableFuture.completedFuture(
                        dev.midstream.api.Response.text(
                            own.answer(Integer.parseInt(call.path("question"))))));
              }
            """;

    /** The module at the bottom, one in the middle, the one at the top. */
    static final String BOTTOM = "contract0";

    static final String MIDDLE = "layer1m3";
    static final String TOP = "front";

    private final Path folder;
    private final int classesPerModule;
    private final int askedPerModule;
    private final Map<String, Integer> versions = new TreeMap<>();
    private final Map<String, String> compiled = new TreeMap<>();

    /** As long as the source is the same, so is the jar, to the byte: else all would be changed. */
    private final Map<String, byte[]> jars = new TreeMap<>();

    /**
     * An app in version 1.
     *
     * @param folder for compiled classes
     * @param classesPerModule so many classes each module has, at least
     */
    LayeredApp(Path folder, int classesPerModule) {
        this(folder, classesPerModule, 0);
    }

    /**
     * An app in version 1 whose answers run through many classes.
     *
     * @param folder for compiled classes
     * @param classesPerModule so many classes each module has, at least
     * @param askedPerModule through so many of them each step of an answer goes, if there are as
     *     many
     */
    LayeredApp(Path folder, int classesPerModule, int askedPerModule) {
        this.folder = folder;
        this.classesPerModule = classesPerModule;
        this.askedPerModule = askedPerModule;
        names().forEach(name -> versions.put(name, 1));
    }

    static List<String> names() {
        List<String> names = new ArrayList<>();
        for (int contract = 0; contract < CONTRACTS; contract++) {
            names.add("contract" + contract);
        }
        for (int layer = 0; layer < LAYERS.length; layer++) {
            for (int module = 0; module < LAYERS[layer]; module++) {
                names.add(name(layer, module));
            }
        }
        names.add(TOP);
        return names;
    }

    private static String name(int layer, int module) {
        return "layer" + layer + "m" + module;
    }

    /** Makes the next version of one module. */
    void edit(String module) {
        versions.merge(module, 1, Integer::sum);
    }

    /** The answer that this version gives. */
    String expected(int question) {
        StringBuilder text = new StringBuilder(TOP + version(TOP) + "[");
        for (int module = 0; module < LAYERS[2]; module++) {
            text.append(expected(2, module, question));
        }
        return text.append("]").toString();
    }

    private String expected(int layer, int module, int question) {
        String name = name(layer, module);
        String text =
                name + version(name) + contract(layer, module) + version(contract(layer, module));
        if (layer == 0) {
            return text + "=" + (question + module) + ";";
        }
        return text
                + "("
                + expected(layer - 1, first(layer, module), question)
                + expected(layer - 1, second(layer, module), question)
                + kernel(layer, module)
                + version(kernel(layer, module))
                + ")";
    }

    private String version(String module) {
        return ":" + versions.getOrDefault(module, 0) + " ";
    }

    private static String contract(int layer, int module) {
        return "contract" + (layer + module) % CONTRACTS;
    }

    private static int first(int layer, int module) {
        return module % LAYERS[layer - 1];
    }

    private static int second(int layer, int module) {
        return (module + 5) % LAYERS[layer - 1];
    }

    /** The module whose classes a module refers to. */
    private static String kernel(int layer, int module) {
        return name(layer - 1, first(layer, module));
    }

    /** The artefact file of this version. */
    byte[] artefact() throws IOException {
        List<Artefact.Module> modules = new ArrayList<>();
        for (String name : names()) {
            modules.add(new Artefact.Module(name, requires(name), List.of(), jar(name)));
        }
        return new Artefact("layers", modules, List.of()).write();
    }

    /** Direct and transitive, as an artefact lists them. */
    private static Set<String> requires(String name) {
        Set<String> all = new LinkedHashSet<>();
        for (String direct : direct(name)) {
            all.add(direct);
            all.addAll(requires(direct));
        }
        return all;
    }

    private static Set<String> direct(String name) {
        if (name.equals(TOP)) {
            return contracts();
        }
        if (name.startsWith("contract")) {
            return Set.of();
        }
        int layer = name.charAt("layer".length()) - '0';
        int module = Integer.parseInt(name.substring(name.indexOf('m') + 1));
        Set<String> direct = new LinkedHashSet<>();
        direct.add(contract(layer, module));
        if (layer > 0) {
            direct.add(contract(layer - 1, first(layer, module)));
            direct.add(contract(layer - 1, second(layer, module)));
            direct.add(kernel(layer, module));
        }
        return direct;
    }

    private static Set<String> contracts() {
        Set<String> contracts = new LinkedHashSet<>();
        for (int contract = 0; contract < CONTRACTS; contract++) {
            contracts.add("contract" + contract);
        }
        return contracts;
    }

    private byte[] jar(String name) throws IOException {
        boolean same = source(name).equals(compiled.get(name));
        byte[] known = jars.get(name);
        if (same && known != null) {
            return known;
        }
        byte[] made = TinyApp.jar(read(compile(name)));
        jars.put(name, made);
        return made;
    }

    private Path compile(String name) throws IOException {
        Path classes = folder.resolve(name);
        String source = source(name);
        if (source.equals(compiled.put(name, source))) {
            return classes;
        }
        Path file = folder.resolve("src").resolve(name).resolve("Sources.java");
        Files.createDirectories(file.getParent());
        Files.createDirectories(classes);
        Files.writeString(file, source);
        StringBuilder path = new StringBuilder(System.getProperty("java.class.path"));
        for (String required : requires(name)) {
            path.append(java.io.File.pathSeparator).append(folder.resolve(required));
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> words =
                List.of(
                        "-parameters",
                        "-proc:none",
                        "-nowarn",
                        "-cp",
                        path.toString(),
                        "-d",
                        classes.toString(),
                        file.toString());
        if (compiler.run(null, null, null, words.toArray(String[]::new)) != 0) {
            throw new IOException("the generated module " + name + " does not compile");
        }
        return classes;
    }

    private static Map<String, byte[]> read(Path classes) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (Stream<Path> all = Files.walk(classes)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                files.put(
                        classes.relativize(file).toString().replace('\\', '/'),
                        Files.readAllBytes(file));
            }
        }
        return files;
    }

    private String source(String name) {
        String head = "package " + name + ";\n";
        if (name.startsWith("contract")) {
            return head + contractSource(name);
        }
        return head + (name.equals(TOP) ? frontSource() : layerSource(name)) + fillers(2);
    }

    /** An interface per module that provides it; public types of one file stand inside one. */
    private String contractSource(String name) {
        StringBuilder text = new StringBuilder("public final class Sources {\n");
        for (int layer = 0; layer < LAYERS.length; layer++) {
            for (int module = 0; module < LAYERS[layer]; module++) {
                if (contract(layer, module).equals(name)) {
                    text.append("  public interface S").append(layer).append('x').append(module);
                    text.append(" { String step(int question); }\n");
                }
            }
        }
        text.append("  public static String name() { return \"").append(name).append(version(name));
        return text.append("\"; }\n}\n").append(fillers(1 + CONTRACTS)).toString();
    }

    private String layerSource(String name) {
        int layer = name.charAt("layer".length()) - '0';
        int module = Integer.parseInt(name.substring(name.indexOf('m') + 1));
        String own = contract(layer, module) + ".Sources.S" + layer + "x" + module;
        String contract = contract(layer, module) + ".Sources.name()";
        String parameters = "";
        String body = "\"=\" + (question + " + module + ") + \";\"";
        if (layer > 0) {
            String one = service(layer - 1, first(layer, module));
            String two = service(layer - 1, second(layer, module));
            parameters = one + " one, " + two + " two";
            String kernel = kernel(layer, module) + ".Sources.name()";
            body = "\"(\" + one.step(question) + two.step(question) + " + kernel + " + \")\"";
        }
        return module(parameters, own, "name() + " + contract + " + " + body, "step") + named(name);
    }

    private static String service(int layer, int module) {
        return contract(layer, module) + ".Sources.S" + layer + "x" + module;
    }

    private String frontSource() {
        StringBuilder parameters = new StringBuilder();
        StringBuilder body = new StringBuilder("name() + \"[\"");
        for (int module = 0; module < LAYERS[2]; module++) {
            parameters.append(module == 0 ? "" : ", ").append(service(2, module));
            parameters.append(" s").append(module);
            body.append(" + s").append(module).append(".step(question)");
        }
        String own = "dev.midstream.benchmarks.contract.Front";
        return module(parameters.toString(), own, body + " + \"]\"", "answer") + named(TOP);
    }

    private String module(String parameters, String own, String body, String method) {
        return "public final class Sources implements dev.midstream.api.AppModule {\n"
                + (method.equals("answer") ? ROUTE : "")
                + "  private final "
                + own
                + " own;\n  public Sources("
                + parameters
                + ") { own = question -> "
                + (askedPerModule == 0 ? "" : "Filler0.asked(question) + ")
                + body
                + "; if (Filler0.sum(1) == 0) throw new IllegalStateException(); }\n"
                + "  @dev.midstream.api.Provides public "
                + own
                + " "
                + method
                + "() { return own; }\n";
    }

    private String named(String name) {
        return "  public static String name() { return \"" + name + version(name) + "\"; }\n}\n";
    }

    /** Classes that the constructor loads one by one, each with some code of its own. */
    private String fillers(int others) {
        StringBuilder text = new StringBuilder();
        int fillers = Math.max(1, classesPerModule - others);
        for (int filler = 0; filler < fillers; filler++) {
            String next =
                    filler + 1 < fillers ? "Filler" + (filler + 1) + ".sum(seed + 1)" : "seed";
            text.append("class Filler").append(filler).append(" {\n  int field = 7;\n");
            text.append("  String text(Object of) { return field + \" \" + of; }\n");
            text.append(
                    "  java.util.List<String> list(String a) { return java.util.List.of(a, a); }\n");
            text.append("  static long sum(long seed) { return ").append(next);
            text.append(" + new Filler").append(filler).append("().field; }\n");
            if (filler < askedPerModule) {
                // Code of its own: names, so that it is neither alike nor empty, and no text.
                boolean last = filler + 1 == Math.min(fillers, askedPerModule);
                text.append("  static String asked(int question) {\n");
                text.append("    var seen = new java.util.TreeMap<Integer, String>();\n");
                text.append("    for (int i = 0; i < 4; i++) seen.put(question * ");
                text.append(filler + 3).append(" + i, \"f").append(filler).append("\");\n");
                text.append("    if (seen.size() < 4) return seen.toString();\n    return ");
                text.append(last ? "\"\"" : "Filler" + (filler + 1) + ".asked(question)");
                text.append(";\n  }\n");
            }
            text.append("}\n");
        }
        return text.toString();
    }

    /** How many classes the app has, counted in what was compiled. */
    int classes() throws IOException {
        int classes = 0;
        for (String name : names()) {
            classes += read(compile(name)).size();
        }
        return classes;
    }

    /** The source of all modules, in bytes. */
    long sourceBytes() {
        return names().stream()
                .mapToLong(name -> source(name).getBytes(StandardCharsets.UTF_8).length)
                .sum();
    }
}
