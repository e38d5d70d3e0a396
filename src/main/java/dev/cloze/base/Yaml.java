package dev.cloze.base;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads settings from YAML: one document of mappings, lists and plain values. A key that stands
 * twice is an error, and so is an alias, which settings do not need.
 */
public final class Yaml {
  private static final YAMLFactory FACTORY = new YAMLFactory();

  private final YAMLParser parser;
  private final Function<JsonLocation, Setting.Origin> origins;

  private Yaml(YAMLParser parser, Function<JsonLocation, Setting.Origin> origins) {
    this.parser = parser;
    this.origins = origins;
  }

  /**
   * Reads a file; relative paths in it are relative to its folder.
   *
   * @throws ClozeException with a code of {@link BaseError}, line and column
   */
  public static Setting.Mapping read(Path file) {
    String text = StrictText.read(file);
    Path folder = file.toAbsolutePath().getParent();
    Function<JsonLocation, Setting.Origin> origins =
        at ->
            new Setting.Origin(
                "%s:%d:%d".formatted(file, at.getLineNr(), at.getColumnNr()), folder);
    Setting root = parse(text, origins);
    if (root instanceof Setting.Mapping mapping) {
      return mapping;
    }
    throw new ClozeException(
        BaseError.WRONG_TYPE,
        "%s: found %s; keys with values belong there, such as 'seed: 13'",
        root.origin().place(),
        root.describe());
  }

  /**
   * Reads a file and lays settings of the command line over its own, in their order.
   *
   * @param overrides as {@link #override} takes them
   * @throws ClozeException with a code of {@link BaseError}
   */
  public static Setting.Mapping read(Path file, List<String> overrides) {
    Setting.Mapping settings = read(file);
    for (String override : overrides) {
      settings = override(settings, override);
    }
    return settings;
  }

  /**
   * Lays a setting of the command line over those of a file; relative paths in it are relative to
   * the working directory.
   *
   * @param override {@code key=value}, where the key may be dotted and the value is YAML
   */
  public static Setting.Mapping override(Setting.Mapping settings, String override) {
    int equals = override.indexOf('=');
    List<String> path =
        Splitter.on('.').splitToList(override.substring(0, Math.max(0, equals)).trim());
    if (path.contains("")) {
      throw new ClozeException(
          BaseError.BAD_OVERRIDE,
          "--set: found '%s'; key=value belongs there, such as training.epochs=3",
          override);
    }
    Setting.Origin origin =
        new Setting.Origin(
            "--set " + String.join(".", path), Path.of("").toAbsolutePath().normalize());
    return settings.with(path, value(override.substring(equals + 1), origin));
  }

  /** A value written outside a file. */
  public static Setting value(String text, Setting.Origin origin) {
    return parse(text, at -> origin);
  }

  private static Setting parse(String text, Function<JsonLocation, Setting.Origin> origins) {
    try (YAMLParser parser = FACTORY.createParser(text)) {
      Yaml reader = new Yaml(parser, origins);
      if (parser.nextToken() == null) {
        return new Setting.Absent(reader.here());
      }
      Setting root = reader.node();
      if (parser.nextToken() != null) {
        throw reader.refused("a second document; one belongs in a file");
      }
      return root;
    } catch (JsonProcessingException e) {
      throw new ClozeException(
              BaseError.NOT_YAML,
              "%s: not YAML: %s",
              origins.apply(e.getLocation()).place(),
              reason(e.getOriginalMessage()))
          .causedBy(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The parser's reason without its drawings of the place. */
  private static String reason(String message) {
    return message
        .lines()
        .filter(line -> !line.startsWith(" "))
        .map(String::trim)
        .collect(Collectors.joining(": "));
  }

  private Setting node() throws IOException {
    if (parser.isCurrentAlias()) {
      throw refused("an alias; write the value out");
    }
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> mapping();
      case START_ARRAY -> sequence();
      case VALUE_NULL -> new Setting.Absent(here());
      // an empty plain value is null, an empty quoted one is a text
      default -> new Setting.Scalar(parser.getText(), here());
    };
  }

  private Setting mapping() throws IOException {
    Setting.Origin origin = here();
    Map<String, Setting> entries = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      Setting.Origin place = here();
      parser.nextToken();
      if (entries.put(key, node()) != null) {
        throw new ClozeException(
            BaseError.NOT_YAML,
            "%s: found the key '%s' a second time; write it once",
            place.place(),
            key);
      }
    }
    return new Setting.Mapping(ImmutableMap.copyOf(entries), origin);
  }

  private Setting sequence() throws IOException {
    Setting.Origin origin = here();
    ImmutableList.Builder<Setting> items = ImmutableList.builder();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(node());
    }
    return new Setting.Sequence(items.build(), origin);
  }

  private Setting.Origin here() {
    return origins.apply(parser.currentTokenLocation());
  }

  private ClozeException refused(String found) {
    return new ClozeException(BaseError.NOT_YAML, "%s: found %s", here().place(), found);
  }
}
