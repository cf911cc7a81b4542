package dev.midstream.netty;

import dev.midstream.runtime.http.Route;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Names a piece of work for people: what it is, how old, for whom, and where it stands. */
final class Described {

    private static final int LONGEST_PATH_SHOWN = 80;

    /**
     * Where the door itself waits for an app; the frame behind says which part of the app waits.
     */
    private static final Set<String> OWN =
            Set.of(
                    BodyFeed.class.getName(),
                    FeedInput.class.getName(),
                    AnswerOutput.class.getName(),
                    AnswerMaker.class.getName());

    private Described() {}

    /** {@code GET /slow of web, 31 s, from 127.0.0.1:5123 at …}; racy in all its parts. */
    static String of(
            String method,
            String path,
            @Nullable Route route,
            long seconds,
            String from,
            @Nullable Thread worker) {
        String shown =
                path.length() <= LONGEST_PATH_SHOWN
                        ? path
                        : path.substring(0, LONGEST_PATH_SHOWN) + "…";
        return method
                + " "
                + shown
                + (route == null ? "" : " of " + route.module())
                + ", "
                + seconds
                + " s, from "
                + from
                + (worker == null ? ", waiting for its stage" : " at " + where(worker));
    }

    /** The first frame that is the app's; else the top one. */
    private static String where(Thread thread) {
        StackTraceElement[] stack = thread.getStackTrace();
        for (StackTraceElement frame : stack) {
            String module = frame.getModuleName();
            boolean jdk =
                    module != null && (module.startsWith("java.") || module.startsWith("jdk."));
            if (!jdk && !OWN.contains(frame.getClassName())) {
                return frame.toString();
            }
        }
        return stack.length == 0 ? "(no frame)" : stack[0].toString();
    }
}
