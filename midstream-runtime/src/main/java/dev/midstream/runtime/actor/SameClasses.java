package dev.midstream.runtime.actor;

/** Between behaviours of the very same classes. */
final class SameClasses implements Crossing {

    @Override
    public Object state(Object state) {
        return state;
    }

    @Override
    public Object message(Object message) {
        return message;
    }

    @Override
    public Object token(Object token) {
        return token;
    }

    @Override
    public Object reply(Class<?> question, Object reply) {
        return reply;
    }

    @Override
    public Class<?> question(Class<?> question) {
        return question;
    }
}
