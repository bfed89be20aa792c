-- The analyst sees which warnings a service answered and with which reason; the messages stored beside them hold no value of a file.
GRANT SELECT (warnings) ON submission TO portal_network;
