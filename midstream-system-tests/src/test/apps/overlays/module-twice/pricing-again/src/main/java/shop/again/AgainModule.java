package shop.again;

import dev.midstream.api.AppModule;

public final class AgainModule implements AppModule {}
