package org.lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lockstep.pool.LeakDetection;

class SettingsTest {
  @Test
  void withoutVariablesTheDefaultsHold() {
    assertEquals(new Settings(32, 0, LeakDetection.SAMPLED, false, true), Settings.of(Map.of()));
  }

  @Test
  void eachVariableIsRead() {
    Map<String, String> environment =
        Map.of(
            Settings.STREAM_POOL_SIZE, "4",
            Settings.STREAM_POOL_WAIT_TIMEOUT_MS, "250",
            Settings.LEAK_DETECTION, "all",
            Settings.LOCK_RANKS, "check",
            Settings.ENCODING_LOCK, "off");
    assertEquals(
        new Settings(4, 250_000_000, LeakDetection.ALL, true, false), Settings.of(environment));
  }

  @Test
  void theNameOfOldIsKnownToo() {
    Map<String, String> old = Map.of("MPS_STREAM_POOL_WAIT_TIMEOUT_MS", "7");
    assertEquals(7_000_000, Settings.of(old).waitNanos());
    Map<String, String> both = Map.of("MPS_STREAM_POOL_SIZE", "7", Settings.STREAM_POOL_SIZE, "8");
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> Settings.of(both));
    assertTrue(String.valueOf(error.getMessage()).contains("differ: \"8\" and \"7\""));
  }

  @Test
  void minusOneWaitsForEver() {
    Map<String, String> environment = Map.of(Settings.STREAM_POOL_WAIT_TIMEOUT_MS, "-1");
    assertEquals(-1, Settings.of(environment).waitNanos());
  }

  @ParameterizedTest
  @CsvSource({
    "LOCKSTEP_STREAM_POOL_SIZE,'',a whole number from 2 to 1024",
    "LOCKSTEP_STREAM_POOL_SIZE,1,a whole number from 2 to 1024",
    "LOCKSTEP_STREAM_POOL_SIZE,1025,a whole number from 2 to 1024",
    "LOCKSTEP_STREAM_POOL_SIZE,-3,a whole number from 2 to 1024",
    "LOCKSTEP_STREAM_POOL_SIZE,+3,a whole number from 2 to 1024",
    "LOCKSTEP_STREAM_POOL_SIZE,'3 ',a whole number from 2 to 1024",
    "LOCKSTEP_STREAM_POOL_SIZE,99999999999,a whole number from 2 to 1024",
    "LOCKSTEP_STREAM_POOL_WAIT_TIMEOUT_MS,abc,MS",
    "LOCKSTEP_STREAM_POOL_WAIT_TIMEOUT_MS,-2,MS",
    "LOCKSTEP_STREAM_POOL_WAIT_TIMEOUT_MS,999999999999999999999,MS",
    "LOCKSTEP_STREAM_POOL_WAIT_TIMEOUT_MS,2147483648,MS",
    "LOCKSTEP_STREAM_POOL_WAIT_TIMEOUT_MS,'',MS",
    "LOCKSTEP_STREAM_POOL_WAIT_TIMEOUT_MS,'5 ',MS",
    "LOCKSTEP_STREAM_POOL_WAIT_TIMEOUT_MS,' 5',MS",
    "LOCKSTEP_STREAM_POOL_WAIT_TIMEOUT_MS,1.5,MS",
    "LOCKSTEP_STREAM_POOL_WAIT_TIMEOUT_MS,--1,MS",
    "LOCKSTEP_LEAK_DETECTION,paranoid,sampled or off or all",
    "LOCKSTEP_LOCK_RANKS,on,off or check",
    "LOCKSTEP_LOCK_RANKS,CHECK,off or check",
    "LOCKSTEP_ENCODING_LOCK,0,on or off"
  })
  void aWrongValueIsNamed(String name, String value, String allowed) {
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> Settings.of(Map.of(name, value)));
    String listed =
        allowed.equals("MS")
            ? "0 (fail at once), -1 (wait for ever), or a whole number of milliseconds up to"
                + " 2147483647"
            : allowed;
    String expected =
        "the environment variable " + name + " is \"" + value + "\", allowed is " + listed;
    String message = String.valueOf(error.getMessage());
    assertEquals(expected, message.substring(0, message.indexOf(';')));
  }
}
