package dev.midstream.build.compile;

import dev.midstream.build.project.BuildError;
import dev.midstream.runtime.finding.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Takes apart what javac writes. A diagnostic's own text is worded for programs (full type names);
 * people know the text that the compiler writes for them.
 */
final class Diagnostics {

    private static final Pattern HEAD =
            Pattern.compile(
                    "^(?:(.+\\.\\w+:\\d+): )?(error|warning|Note): .*$|^\\d+ (?:error|warning)s?$",
                    Pattern.MULTILINE);

    private Diagnostics() {}

    /** Errors first, then warnings if they are asked for; each with the compiler's own lines. */
    static List<Finding> of(String module, String written, boolean warnings) {
        String output = written.replace("\r\n", "\n");
        List<MatchResult> heads = HEAD.matcher(output).results().toList();
        List<Finding> errors = new ArrayList<>();
        List<Finding> others = new ArrayList<>();
        for (int i = 0; i < heads.size(); i++) {
            MatchResult head = heads.get(i);
            int end = i + 1 < heads.size() ? heads.get(i + 1).start() : output.length();
            String text = output.substring(head.start(), end).stripTrailing();
            String subject = head.group(1) == null ? module : head.group(1);
            if ("error".equals(head.group(2))) {
                errors.add(
                        Finding.error(
                                BuildError.COMPILE, subject, text, "Mend it and run this again"));
            } else if (warnings && "warning".equals(head.group(2))) {
                others.add(Finding.warning(BuildError.COMPILER_WARNING, subject, text, ""));
            }
        }
        errors.addAll(others);
        return errors;
    }
}
