package dev.midstream.load;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * Where a load goes to, how fast, over how many connections, and what it insists on.
 *
 * @param target the server's address
 * @param pace when requests fall due
 * @param connections how many keep-alive connections carry them, one request at a time each
 * @param idleConnections how many more keep-alive connections are opened and only watched
 * @param versionOrder the names of the versions, oldest first: a connection that gets an older
 *     answer after a newer one has seen a regression; empty if any order is right
 * @param answerDeadline a request that is not sent, or not answered, in this time has failed
 * @param stopDeadline how long {@link RunningLoad#stop} waits for what is under way
 * @param busyPolling whether the load's thread never sleeps: exact to the microsecond, and for a
 *     machine that has a core to spare for it
 */
public record LoadPlan(
        InetSocketAddress target,
        Pace pace,
        int connections,
        int idleConnections,
        List<String> versionOrder,
        Duration answerDeadline,
        Duration stopDeadline,
        boolean busyPolling) {

    private static final int MOST_CONNECTIONS = 20_000;

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException if one of them is broken
     */
    public LoadPlan {
        versionOrder = List.copyOf(versionOrder);
        if (target.isUnresolved()) {
            throw new IllegalArgumentException("host '" + target.getHostString() + "' is unknown");
        }
        inRange("connections", connections, 1, MOST_CONNECTIONS);
        inRange("idleConnections", idleConnections, 0, MOST_CONNECTIONS);
        inRange("answerDeadline in ms", answerDeadline.toMillis(), 1, 600_000);
        inRange("stopDeadline in ms", stopDeadline.toMillis(), 1, 600_000);
    }

    /** 1,000 requests per second over 32 connections, 8 more idle, deadlines of 10 s. */
    public static LoadPlan to(String host, int port) {
        return new LoadPlan(
                new InetSocketAddress(host, port),
                new Pace.Open(1_000),
                32,
                8,
                List.of(),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                false);
    }

    /** This plan with another rate. */
    public LoadPlan rate(int perSecond) {
        return pace(new Pace.Open(perSecond));
    }

    /** This plan with another pace to begin with. */
    public LoadPlan pace(Pace first) {
        return new LoadPlan(
                target,
                first,
                connections,
                idleConnections,
                versionOrder,
                answerDeadline,
                stopDeadline,
                busyPolling);
    }

    /** This plan with other numbers of connections. */
    public LoadPlan connections(int busy, int idle) {
        return new LoadPlan(
                target, pace, busy, idle, versionOrder, answerDeadline, stopDeadline, busyPolling);
    }

    /** This plan with versions that only go up, oldest first. */
    public LoadPlan versions(String... oldestFirst) {
        return new LoadPlan(
                target,
                pace,
                connections,
                idleConnections,
                List.of(oldestFirst),
                answerDeadline,
                stopDeadline,
                busyPolling);
    }

    /** This plan with other deadlines. */
    public LoadPlan deadlines(Duration answer, Duration stop) {
        return new LoadPlan(
                target,
                pace,
                connections,
                idleConnections,
                versionOrder,
                answer,
                stop,
                busyPolling);
    }

    /** This plan with a thread that never sleeps. */
    public LoadPlan busyPoll() {
        return new LoadPlan(
                target,
                pace,
                connections,
                idleConnections,
                versionOrder,
                answerDeadline,
                stopDeadline,
                true);
    }

    static void inRange(String what, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    what + " is " + value + ", must be " + least + " to " + most);
        }
    }
}
