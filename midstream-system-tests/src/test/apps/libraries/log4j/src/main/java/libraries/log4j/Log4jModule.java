package libraries.log4j;

import dev.midstream.api.AppModule;
import dev.midstream.api.Start;
import dev.midstream.api.Wiring;
import java.io.StringWriter;
import libraries.probe.Probe;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.WriterAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.layout.PatternLayout;

/** Log4j with its core found as a service, an appender and a pattern. */
public final class Log4jModule implements AppModule {

    private static final Logger LOGGER = LogManager.getLogger(Log4jModule.class);

    private final StringWriter out = new StringWriter();

    @Override
    public void configure(Wiring wiring) {
        Probe.route(wiring, Probe.version(LoggerContext.class), this::use);
    }

    @Override
    public void start(Start start) {
        LoggerContext context = (LoggerContext) LogManager.getContext(false);
        WriterAppender appender =
                WriterAppender.createAppender(
                        PatternLayout.newBuilder().withPattern("%p %c{1} %m").build(),
                        null,
                        out,
                        "memory",
                        false,
                        true);
        appender.start();
        org.apache.logging.log4j.core.config.LoggerConfig root = context.getConfiguration().getRootLogger();
        root.getAppenders().keySet().forEach(root::removeAppender);
        root.addAppender(appender, Level.ALL, null);
        Configurator.setRootLevel(Level.INFO);
    }

    @Override
    public void stop() {
        LogManager.shutdown(false, true);
    }

    private synchronized String use(String stamp) {
        out.getBuffer().setLength(0);
        LOGGER.info("{}", stamp);
        LOGGER.debug("not this");
        Probe.same("INFO Log4jModule " + stamp, out.toString());
        return out.toString().substring("INFO Log4jModule ".length());
    }
}
