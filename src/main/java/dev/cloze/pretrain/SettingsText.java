package dev.cloze.pretrain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.CaseFormat;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Settings as text that reads back to equal settings: JSON, which is YAML too; paths absolute. */
final class SettingsText {
  private static final ObjectMapper JSON = new ObjectMapper();

  private SettingsText() {}

  static String of(Record settings) {
    return record(settings).toPrettyString() + "\n";
  }

  private static ObjectNode record(Record settings) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    for (RecordComponent component : settings.getClass().getRecordComponents()) {
      Object value = value(component, settings);
      if (value instanceof Optional<?> optional) {
        value = optional.orElse(null);
      }
      if (value != null) {
        node.set(
            CaseFormat.LOWER_CAMEL.to(CaseFormat.LOWER_UNDERSCORE, component.getName()),
            node(value));
      }
    }
    return node;
  }

  private static Object value(RecordComponent component, Record settings) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(settings);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode node(Object value) {
    if (value instanceof Record settings) {
      return record(settings);
    } else if (value instanceof List<?> list) {
      ArrayNode items = JsonNodeFactory.instance.arrayNode();
      list.forEach(item -> items.add(node(item)));
      return items;
    } else if (value instanceof Path path) {
      return JSON.valueToTree(path.toAbsolutePath().normalize().toString());
    } else if (value instanceof Enum<?> constant) {
      return JSON.valueToTree(constant.name().toLowerCase(Locale.ROOT));
    }
    return JSON.valueToTree(value);
  }
}
