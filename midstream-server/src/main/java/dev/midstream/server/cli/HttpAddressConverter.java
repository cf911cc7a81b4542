package dev.midstream.server.cli;

import dev.midstream.admin.HttpAddress;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code [HOST:]PORT} on the command line. */
final class HttpAddressConverter implements ITypeConverter<HttpAddress> {

    HttpAddressConverter() {}

    @Override
    public HttpAddress convert(String value) {
        return HttpAddress.parse(value)
                .orElseThrow(() ->
                        new TypeConversionException(
                                "'" + value + "' is not [HOST:]PORT with a port of 0 to 65535"));
    }
}
