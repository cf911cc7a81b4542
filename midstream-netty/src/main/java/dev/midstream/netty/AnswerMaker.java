package dev.midstream.netty;

import dev.midstream.api.Response;
import dev.midstream.api.StreamedBody;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/** Makes what is left of an answer on the call's virtual thread: compresses, writes, reads. */
final class AnswerMaker {

    private static final int DEFLATED_BYTES = 8 << 10;

    private final Exchange exchange;
    private final boolean gzips;

    AnswerMaker(Exchange exchange, boolean gzips) {
        this.exchange = exchange;
        this.gzips = gzips;
    }

    /**
     * Makes an answer whole, and sends it if it is streamed and not published.
     *
     * @return the answer as it was sent, or is to be sent
     * @throws Exception whatever the body's maker throws
     */
    Response make(Response answer) throws Exception {
        boolean suits = exchange.loop().options.gzip() && Compression.suits(answer);
        StreamedBody body = answer.stream().orElse(null);
        Response head =
                suits && !(body instanceof StreamedBody.Published)
                        ? Compression.apply(answer, gzips)
                        : answer;
        if (body instanceof StreamedBody.Read(InputStream in)) {
            try (in) {
                if (!exchange.isHead()) {
                    write(head, suits && gzips, out -> copy(in, out));
                }
            }
        } else if (body instanceof StreamedBody.Written(StreamedBody.Writer writer)
                && !exchange.isHead()) {
            write(head, suits && gzips, writer);
        }
        if (body == null || !(body instanceof StreamedBody.Published)) {
            exchange.made();
        }
        return head;
    }

    /** Sends each read at once: who reads slowly may do so because it comes slowly. */
    private static void copy(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[AnswerStream.PART_BYTES];
        int read;
        while ((read = in.read(buffer)) >= 0) {
            out.write(buffer, 0, read);
            out.flush();
        }
    }

    private void write(Response head, boolean encoded, StreamedBody.Writer writer)
            throws Exception {
        AnswerOutput out = new AnswerOutput(exchange, head);
        OutputStream to = encoded ? new GZIPOutputStream(out, DEFLATED_BYTES, true) : out;
        try {
            writer.write(to);
            to.close();
        } catch (Throwable any) {
            out.abort();
            free(to);
            throw any;
        }
    }

    /** Closes an encoder whose output has been refused already. */
    private static void free(OutputStream to) {
        try {
            to.close();
        } catch (IOException expected) {
            // the output is aborted: the encoder has let its memory go all the same
        }
    }
}
