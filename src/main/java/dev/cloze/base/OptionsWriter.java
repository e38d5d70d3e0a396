package dev.cloze.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.google.common.base.Ascii;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes records as settings, every default with them: what {@link Options#bind} reads back to an
 * equal record, from whatever folder, for paths are written whole.
 */
public final class OptionsWriter {
  private static final YAMLMapper YAML =
      new YAMLMapper(
          new YAMLFactory()
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .disable(YAMLGenerator.Feature.SPLIT_LINES));

  private OptionsWriter() {}

  /** The settings of a record, as YAML. */
  public static String write(Record options) {
    try {
      return YAML.writeValueAsString(tree(options));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, Object> tree(Record options) {
    Map<String, Object> tree = new LinkedHashMap<>();
    for (RecordComponent component : options.getClass().getRecordComponents()) {
      Object value = Options.call(component.getAccessor(), options);
      if (!Optional.empty().equals(value)) {
        tree.put(Options.key(component), plain(value));
      }
    }
    return tree;
  }

  private static Object plain(Object value) {
    if (value instanceof Optional<?> optional) {
      return plain(optional.orElseThrow());
    } else if (value instanceof Record nested) {
      return tree(nested);
    } else if (value instanceof Enum<?> constant) {
      return Ascii.toLowerCase(constant.name());
    } else if (value instanceof Path path) {
      return path.toAbsolutePath().normalize().toString();
    } else if (value instanceof List<?> list) {
      List<Object> items = new ArrayList<>();
      list.forEach(item -> items.add(plain(item)));
      return items;
    } else if (value instanceof Map<?, ?> map) {
      Map<String, Object> entries = new LinkedHashMap<>();
      map.forEach((key, entry) -> entries.put((String) key, plain(entry)));
      return entries;
    }
    return value;
  }
}
