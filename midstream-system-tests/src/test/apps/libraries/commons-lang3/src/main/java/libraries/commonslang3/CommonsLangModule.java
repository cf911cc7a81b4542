package libraries.commonslang3;

import dev.midstream.api.AppModule;
import dev.midstream.api.Wiring;
import libraries.probe.Probe;
import org.apache.commons.lang3.StringUtils;
import org.apache.commons.lang3.builder.EqualsBuilder;
import org.apache.commons.lang3.builder.HashCodeBuilder;
import org.apache.commons.lang3.builder.ToStringBuilder;
import org.apache.commons.lang3.builder.ToStringStyle;
import org.apache.commons.lang3.mutable.MutableInt;
import org.apache.commons.lang3.reflect.FieldUtils;
import org.apache.commons.lang3.time.DurationFormatUtils;

/** Strings, reflective builders, times. */
public final class CommonsLangModule implements AppModule {

    @Override
    public void configure(Wiring wiring) {
        Probe.route(wiring, Probe.version(StringUtils.class), CommonsLangModule::use);
    }

    private static final class Line {
        private final String stamp;

        Line(String stamp) {
            this.stamp = stamp;
        }

        @Override
        public boolean equals(Object other) {
            return EqualsBuilder.reflectionEquals(this, other);
        }

        @Override
        public int hashCode() {
            return HashCodeBuilder.reflectionHashCode(this);
        }

        @Override
        public String toString() {
            return ToStringBuilder.reflectionToString(this, ToStringStyle.SHORT_PREFIX_STYLE);
        }
    }

    private static String use(String stamp) throws Exception {
        Line line = new Line(StringUtils.reverse(StringUtils.reverse(stamp)));
        Probe.same(new Line(stamp), line);
        Probe.same(new Line(stamp).hashCode(), line.hashCode());
        Probe.same("01:30:00", DurationFormatUtils.formatDurationHMS(5_400_000).substring(0, 8));
        Probe.same(2, new MutableInt(1).incrementAndGet());
        Probe.same(stamp, FieldUtils.readField(line, "stamp", true));
        return StringUtils.substringBetween(line.toString(), "=", "]");
    }
}
