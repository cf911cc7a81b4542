package dev.midstream.build.compile;

import dev.midstream.runtime.artefact.Artefact;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an earlier compilation of a module left: which output, and which class of it came from which
 * source. Enough to tell what an edit touches. The format is private to one version of Midstream.
 *
 * @param output the key of the output
 * @param sources by name
 */
public record ModuleState(String output, SortedMap<String, Source> sources) {

    /** More elements than any module has. */
    private static final int MAX_ELEMENTS = 1_000_000;

    /**
     * One source.
     *
     * @param sha256 the digest of its bytes
     * @param classes the digest of each class that came from it, by entry; see {@link Abi}
     */
    public record Source(String sha256, SortedMap<String, String> classes) {}

    /**
     * The state that a compilation leaves.
     *
     * @param output the key under which its output is kept
     * @param snapshot what was compiled
     * @param classes what came of it: by entry, the name of the source and the class file
     * @param before the state that holds for sources of which nothing is in {@code classes}
     */
    static ModuleState of(
            String output,
            Snapshot snapshot,
            Map<String, Javac.Compiled> classes,
            Optional<ModuleState> before) {
        SortedMap<String, Source> sources = new TreeMap<>();
        for (Snapshot.Source source : snapshot.sources()) {
            Optional<Source> known = before.map(state -> state.sources().get(source.name()));
            String sha256 = Artefact.sha256(source.content());
            boolean same = known.filter(one -> one.sha256().equals(sha256)).isPresent();
            sources.put(
                    source.name(),
                    same ? known.orElseThrow() : new Source(sha256, new TreeMap<>()));
        }
        classes.forEach((entry, compiled) -> {
            Source source = sources.get(compiled.source());
            if (source != null) {
                source.classes().put(entry, Abi.of(compiled.content()));
            }
        });
        return new ModuleState(output, sources);
    }

    /** This state as bytes. */
    public byte[] write() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(output);
            out.writeInt(sources.size());
            for (Map.Entry<String, Source> source : sources.entrySet()) {
                out.writeUTF(source.getKey());
                out.writeUTF(source.getValue().sha256());
                out.writeInt(source.getValue().classes().size());
                for (Map.Entry<String, String> one : source.getValue().classes().entrySet()) {
                    out.writeUTF(one.getKey());
                    out.writeUTF(one.getValue());
                }
            }
        }
        return bytes.toByteArray();
    }

    /** The state in these bytes; empty if they are none. */
    public static Optional<ModuleState> read(byte[] content) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(content))) {
            String output = in.readUTF();
            SortedMap<String, Source> sources = new TreeMap<>();
            for (int left = count(in); left > 0; left--) {
                String name = in.readUTF();
                String sha256 = in.readUTF();
                SortedMap<String, String> classes = new TreeMap<>();
                for (int entries = count(in); entries > 0; entries--) {
                    classes.put(in.readUTF(), in.readUTF());
                }
                sources.put(name, new Source(sha256, classes));
            }
            return Optional.of(new ModuleState(output, sources));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static int count(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > MAX_ELEMENTS) {
            throw new IOException("no count: " + count);
        }
        return count;
    }
}
