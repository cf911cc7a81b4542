package dev.midstream.build.maven;

import dev.midstream.build.project.BuildError;
import dev.midstream.build.project.JavacSettings;
import dev.midstream.build.project.LibraryFile;
import dev.midstream.build.project.ModulePlan;
import dev.midstream.build.project.PathEntry;
import dev.midstream.build.project.Plan;
import dev.midstream.build.project.ResourceFolder;
import dev.midstream.build.project.Work;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Severity;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes a plan and reads it back. The format is private to one version of Midstream. */
final class PlanCodec {

    private static final int COMPILE = 1;
    private static final int OWN_BUILD = 2;
    private static final int SIBLING = 1;
    private static final int JAR = 2;

    /** More elements than any plan has. */
    private static final int MAX_ELEMENTS = 1_000_000;

    private PlanCodec() {}

    static void write(Plan plan, DataOutputStream out) throws IOException {
        out.writeUTF(plan.app());
        out.writeInt(plan.modules().size());
        for (ModulePlan module : plan.modules()) {
            out.writeUTF(module.name());
            writeWork(module.work(), out);
            out.writeInt(module.compilePath().size());
            for (PathEntry entry : module.compilePath()) {
                switch (entry) {
                    case PathEntry.Sibling(String name) -> {
                        out.writeByte(SIBLING);
                        out.writeUTF(name);
                    }
                    case PathEntry.Jar(Path file) -> {
                        out.writeByte(JAR);
                        out.writeUTF(file.toString());
                    }
                }
            }
            writeAll(module.requires(), out);
            out.writeInt(module.libraries().size());
            for (LibraryFile library : module.libraries()) {
                out.writeUTF(library.id());
                out.writeBoolean(library.shared());
                out.writeUTF(library.jar().toString());
            }
        }
        out.writeUTF(plan.lock().map(Path::toString).orElse(""));
        out.writeInt(plan.findings().size());
        for (Finding finding : plan.findings()) {
            if (!(finding.code() instanceof BuildError code)) {
                throw new IOException("no code of a plan: " + finding.code());
            }
            out.writeUTF(code.name());
            out.writeUTF(finding.severity().name());
            out.writeUTF(finding.subject());
            out.writeUTF(finding.message());
            out.writeUTF(finding.remedy());
        }
    }

    static Plan read(DataInputStream in) throws IOException {
        String app = in.readUTF();
        List<ModulePlan> modules = new ArrayList<>();
        for (int left = count(in); left > 0; left--) {
            String name = in.readUTF();
            Work work = readWork(in);
            List<PathEntry> path = new ArrayList<>();
            for (int entries = count(in); entries > 0; entries--) {
                path.add(
                        in.readByte() == SIBLING
                                ? new PathEntry.Sibling(in.readUTF())
                                : new PathEntry.Jar(Path.of(in.readUTF())));
            }
            List<String> requires = readAll(in);
            List<LibraryFile> libraries = new ArrayList<>();
            for (int jars = count(in); jars > 0; jars--) {
                libraries.add(
                        new LibraryFile(in.readUTF(), in.readBoolean(), Path.of(in.readUTF())));
            }
            modules.add(new ModulePlan(name, work, path, new LinkedHashSet<>(requires), libraries));
        }
        String lock = in.readUTF();
        List<Finding> findings = new ArrayList<>();
        try {
            for (int left = count(in); left > 0; left--) {
                findings.add(
                        new Finding(
                                BuildError.valueOf(in.readUTF()),
                                Severity.valueOf(in.readUTF()),
                                in.readUTF(),
                                in.readUTF(),
                                in.readUTF()));
            }
        } catch (IllegalArgumentException unknown) {
            throw new IOException("a finding of another version", unknown);
        }
        return new Plan(
                app,
                modules,
                lock.isEmpty() ? Optional.empty() : Optional.of(Path.of(lock)),
                findings);
    }

    private static void writeWork(Work work, DataOutputStream out) throws IOException {
        switch (work) {
            case Work.Compile compile -> {
                out.writeByte(COMPILE);
                writeAll(compile.sources().stream().map(Path::toString).toList(), out);
                out.writeInt(compile.resources().size());
                for (ResourceFolder folder : compile.resources()) {
                    out.writeUTF(folder.folder().toString());
                    out.writeUTF(folder.target());
                    writeAll(folder.includes(), out);
                    writeAll(folder.excludes(), out);
                    writeAll(folder.filter().keySet(), out);
                    writeAll(folder.filter().values(), out);
                }
                writeAll(compile.javac().options(), out);
                out.writeUTF(compile.javac().encoding());
                writeAll(
                        compile.javac().processorPath().stream().map(Path::toString).toList(), out);
            }
            case Work.OwnBuild own -> {
                out.writeByte(OWN_BUILD);
                out.writeUTF(own.root().toString());
                out.writeUTF(own.folder().toString());
                out.writeUTF(own.jar().toString());
                out.writeUTF(own.why());
            }
            case Work.Prebuilt prebuilt ->
                    throw new IOException("no pom plans a prebuilt jar: " + prebuilt);
        }
    }

    private static Work readWork(DataInputStream in) throws IOException {
        if (in.readByte() == OWN_BUILD) {
            return new Work.OwnBuild(
                    Path.of(in.readUTF()),
                    Path.of(in.readUTF()),
                    Path.of(in.readUTF()),
                    in.readUTF());
        }
        List<Path> sources = paths(in);
        List<ResourceFolder> resources = new ArrayList<>();
        for (int folders = count(in); folders > 0; folders--) {
            Path folder = Path.of(in.readUTF());
            String target = in.readUTF();
            List<String> includes = readAll(in);
            List<String> excludes = readAll(in);
            List<String> names = readAll(in);
            List<String> values = readAll(in);
            Map<String, String> filter = new TreeMap<>();
            for (int i = 0; i < names.size(); i++) {
                filter.put(names.get(i), values.get(i));
            }
            resources.add(new ResourceFolder(folder, target, includes, excludes, filter));
        }
        return new Work.Compile(
                sources, resources, new JavacSettings(readAll(in), in.readUTF(), paths(in)));
    }

    private static void writeAll(Collection<String> texts, DataOutputStream out)
            throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            out.writeUTF(text);
        }
    }

    private static List<String> readAll(DataInputStream in) throws IOException {
        List<String> texts = new ArrayList<>();
        for (int left = count(in); left > 0; left--) {
            texts.add(in.readUTF());
        }
        return texts;
    }

    private static List<Path> paths(DataInputStream in) throws IOException {
        return readAll(in).stream().map(Path::of).toList();
    }

    private static int count(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > MAX_ELEMENTS) {
            throw new IOException("no count: " + count);
        }
        return count;
    }
}
