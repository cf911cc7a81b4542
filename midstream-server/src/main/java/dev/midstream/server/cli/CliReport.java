package dev.midstream.server.cli;

import dev.midstream.admin.Report;
import dev.midstream.runtime.finding.Code;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a verb ended.
 *
 * @param verb which one
 * @param exit the process's exit code
 * @param outcome {@code done}, {@code unchanged}, {@code refused}, {@code rolledBack} or {@code
 *     error}
 * @param message one sentence
 * @param findings what there is to say, errors first
 * @param more further fields of the JSON object
 */
public record CliReport(
        String verb,
        int exit,
        String outcome,
        String message,
        List<Finding> findings,
        ObjectNode more) {

    /** The verb could not do it. */
    static final String ERROR = "error";

    /** An empty object, for further fields. */
    public static ObjectNode object() {
        return JsonMapper.shared().createObjectNode();
    }

    /** The verb did it. */
    public static CliReport done(String verb, String message, ObjectNode more) {
        return new CliReport(verb, Exit.DONE, Report.DONE, message, List.of(), more);
    }

    /** The verb could not do it. */
    public static CliReport failed(String verb, List<Finding> findings) {
        return new CliReport(
                verb, Exit.FAILED, ERROR, findings.getFirst().message(), findings, object());
    }

    /** The verb could not do it, for one reason. */
    public static CliReport failed(
            String verb, Code code, String subject, String message, String remedy) {
        return failed(verb, List.of(Finding.error(code, subject, message, remedy)));
    }

    /** The verb refused before it asked the host, or the host refused. */
    static CliReport refused(String verb, List<Finding> findings, ObjectNode more) {
        return new CliReport(
                verb, Exit.REFUSED, Report.REFUSED, findings.getFirst().message(), findings, more);
    }

    /** What the host reported, under a sentence for people. */
    static CliReport of(String verb, Report report, String message) {
        int exit =
                switch (report.outcome()) {
                    case Report.DONE, Report.UNCHANGED -> Exit.DONE;
                    case Report.REFUSED -> Exit.REFUSED;
                    case Report.ROLLED_BACK -> Exit.TAKEN_BACK;
                    default -> Exit.FAILED;
                };
        return new CliReport(
                verb, exit, report.outcome(), message, report.findings(), report.json());
    }

    /** The code of the first error; empty if there is none. */
    Optional<String> code() {
        return findings.stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .map(finding -> finding.code().id())
                .findFirst();
    }

    /** The object that {@code --json} prints, in one line. */
    public String json() {
        ObjectNode json = object();
        json.put("verb", verb).put("exit", exit).put("outcome", outcome);
        code().ifPresentOrElse(code -> json.put("code", code), () -> json.putNull("code"));
        json.put("message", message);
        ArrayNode array = json.putArray("findings");
        for (Finding finding : findings) {
            array.addObject()
                    .put("code", finding.code().id())
                    .put("severity", finding.severity().name().toLowerCase(Locale.ROOT))
                    .put("subject", finding.subject())
                    .put("message", finding.message())
                    .put("remedy", finding.remedy());
        }
        more.properties()
                .forEach(field -> {
                    if (!json.has(field.getKey())) {
                        json.set(field.getKey(), field.getValue());
                    }
                });
        return json.toString();
    }
}
