package embedded

import (
	"time"

	"go.temporal.io/server/common/cluster"
	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/dynamicconfig"
	"go.temporal.io/server/common/membership/static"
	"go.temporal.io/server/common/primitives"
)

// services are the parts of a Temporal server, in the order of their ports.
var services = []primitives.ServiceName{
	primitives.FrontendService,
	primitives.HistoryService,
	primitives.MatchingService,
	primitives.WorkerService,
}

// serverConfig is the static configuration: four services on loopback, one cluster, no archival,
// no metrics or pprof port.
func serverConfig(host string, ports ports, persistence config.Persistence) *config.Config {
	frontend := ports.address(host, 0)
	c := &config.Config{
		Persistence: persistence,
		Global: config.Global{
			// Not used to find each other (staticHosts does that), but it must be set.
			Membership: config.Membership{MaxJoinDuration: 30 * time.Second, BroadcastAddress: host},
		},
		ClusterMetadata: &cluster.Config{
			FailoverVersionIncrement: 10,
			MasterClusterName:        clusterName,
			CurrentClusterName:       clusterName,
			ClusterInformation: map[string]cluster.ClusterInformation{
				clusterName: {Enabled: true, InitialFailoverVersion: 1, RPCAddress: frontend},
			},
		},
		DCRedirectionPolicy: config.DCRedirectionPolicy{Policy: "noop"},
		Services:            map[string]config.Service{},
		Archival: config.Archival{
			History:    config.HistoryArchival{State: "disabled"},
			Visibility: config.VisibilityArchival{State: "disabled"},
		},
		NamespaceDefaults: config.NamespaceDefaults{Archival: config.ArchivalNamespaceDefaults{
			History:    config.HistoryArchivalNamespaceDefaults{State: "disabled"},
			Visibility: config.VisibilityArchivalNamespaceDefaults{State: "disabled"},
		}},
		PublicClient: config.PublicClient{HostPort: frontend},
	}
	for i, service := range services {
		c.Services[string(service)] = config.Service{RPC: config.RPC{GRPCPort: ports[i], BindOnIP: host}}
	}
	return c
}

const clusterName = "active"

// staticHosts replaces the gossip ring by which the services of a cluster find each other: they are all
// here. It saves four ports and most of a second at start.
func staticHosts(host string, ports ports) map[primitives.ServiceName]static.Hosts {
	hosts := map[primitives.ServiceName]static.Hosts{}
	for i, service := range services {
		hosts[service] = static.SingleLocalHost(ports.address(host, i))
	}
	return hosts
}

// dynamicConfig fits the server to one small machine, where its defaults are for a cluster.
func dynamicConfig(overrides map[string]any) dynamicconfig.StaticClient {
	settings := dynamicconfig.StaticClient{}
	for key, value := range map[string]any{
		// One goal may be decided by 50 people at once, each an update in flight (default 10).
		"history.maxInFlightUpdates": 200,
		// Goals continue as new long before; this is for the burst meanwhile (default 2,000).
		"history.maxTotalUpdates": 10_000,
		// One partition: a task always finds its poller at once.
		"matching.numTaskqueueReadPartitions":  1,
		"matching.numTaskqueueWritePartitions": 1,
		// A namespace registered or changed by another client is known within half a second.
		"system.namespaceCacheRefreshInterval": 500 * time.Millisecond,
		// Goroutines per kind of background task (defaults 512 and 64).
		"history.timerProcessorSchedulerWorkerCount":                  32,
		"history.memoryTimerProcessorSchedulerWorkerCount":            8,
		"history.transferProcessorSchedulerWorkerCount":               32,
		"history.visibilityProcessorSchedulerWorkerCount":             8,
		"history.archivalProcessorSchedulerWorkerCount":               1,
		"history.ReplicationProcessorSchedulerWorkerCount":            1,
		"history.ReplicationLowPriorityProcessorSchedulerWorkerCount": 1,
		// The server's own housekeeping workflows.
		"worker.ScannerMaxConcurrentActivityTaskPollers":     1,
		"worker.ScannerMaxConcurrentWorkflowTaskPollers":     2,
		"worker.ParentCloseMaxConcurrentActivityTaskPollers": 1,
		"worker.ParentCloseMaxConcurrentWorkflowTaskPollers": 2,
	} {
		settings[dynamicconfig.MakeKey(key)] = value
	}
	for key, value := range overrides {
		settings[dynamicconfig.MakeKey(key)] = value
	}
	return settings
}
