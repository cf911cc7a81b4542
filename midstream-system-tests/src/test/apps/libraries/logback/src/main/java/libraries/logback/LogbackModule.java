package libraries.logback;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import dev.midstream.api.AppModule;
import dev.midstream.api.Wiring;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import libraries.probe.Probe;

/** A logging context of its own with a pattern; the host logs what goes to the slf4j API. */
public final class LogbackModule implements AppModule {

    @Override
    public void configure(Wiring wiring) {
        Probe.route(wiring, Probe.version(Logger.class, "ch.qos.logback", "logback-classic"), LogbackModule::use);
    }

    private static String use(String stamp) {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new ch.qos.logback.classic.util.LogbackMDCAdapter());
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%level %logger{0} %msg");
        encoder.start();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.setOutputStream(out);
        appender.start();
        Logger logger = context.getLogger("libraries.Logback");
        logger.addAppender(appender);
        logger.warn("{}", stamp);
        logger.trace("not this");
        context.stop();
        String line = out.toString(StandardCharsets.UTF_8);
        Probe.same(true, line.startsWith("WARN Logback "));
        return line.substring("WARN Logback ".length());
    }
}
