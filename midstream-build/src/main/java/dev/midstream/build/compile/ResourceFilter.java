package dev.midstream.build.compile;

import dev.midstream.build.project.ResourceFolder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replaces <code>${name}</code> and {@code @name@} as Maven's resources plugin does by default. */
final class ResourceFilter {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^${}\\s]+)}|@([^@\\s]+)@");

    /** Never filtered by Maven, whatever the configuration says. */
    private static final Set<String> IMAGES = Set.of("jpg", "jpeg", "gif", "bmp", "png", "ico");

    private ResourceFilter() {}

    /**
     * The content with every known name replaced. Works on bytes: each is read as one character and
     * written back as it was, so that any encoding passes.
     */
    static byte[] apply(String name, byte[] content, ResourceFolder folder) {
        if (folder.filter().isEmpty() || IMAGES.contains(extension(name))) {
            return content;
        }
        String text = new String(content, StandardCharsets.ISO_8859_1);
        String replaced =
                PLACEHOLDER
                        .matcher(text)
                        .replaceAll(found -> Matcher.quoteReplacement(value(found, folder)));
        return replaced.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String value(java.util.regex.MatchResult found, ResourceFolder folder) {
        String key = found.group(1) == null ? found.group(2) : found.group(1);
        String value = folder.filter().get(key);
        return value == null
                ? found.group()
                : new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static String extension(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
