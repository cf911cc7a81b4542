package dev.midstream.server;

import dev.midstream.server.cli.MidstreamCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The command line's process: short, and not the one that serves. */
public final class Main {

    private Main() {}

    /** Runs one verb and exits with its code. */
    public static void main(String... arguments) {
        System.exit(
                MidstreamCommand.run(
                        writer(FileDescriptor.out), writer(FileDescriptor.err), arguments));
    }

    private static PrintWriter writer(FileDescriptor to) {
        return new PrintWriter(new FileOutputStream(to), true, StandardCharsets.UTF_8);
    }
}
