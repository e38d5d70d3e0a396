package dev.cloze.hub;

import dev.cloze.base.ErrorCode;

/** What may go wrong with models that come by name. */
public enum HubError implements ErrorCode {
  /** The model that comes with Cloze cannot be unpacked. */
  CANNOT_UNPACK("HUB-001");

  private final String code;

  HubError(String code) {
    this.code = code;
  }

  @Override
  public String code() {
    return code;
  }
}
